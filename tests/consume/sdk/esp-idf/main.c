/* SPDX-License-Identifier: BSL-1.0 */
void app_main(void);
int main(void) {
  app_main();
  return 1;
}
