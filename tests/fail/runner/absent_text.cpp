// SPDX-License-Identifier: BSL-1.0
// MISUSE: A case whose text the compiler does not print
// MEANING: It is in the source that the compiler echoes, and in no message.
// EXPECT: the text of the message
// EXPECT: the text of the comment
// LAYER: Number<3>
// VERDICT: no error and no note says: the text of the comment
// VERDICT: no instantiation names: Number<3>
template <int n>
struct Number {
  static_assert(n > 2, "the text of the message");  // the text of the comment
};

#ifdef FIXED
static_assert(sizeof(Number<3>) != 0);
#else
static_assert(sizeof(Number<2>) != 0);
#endif
