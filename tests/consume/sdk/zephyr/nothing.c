/* SPDX-License-Identifier: BSL-1.0 */
typedef int nothing;
