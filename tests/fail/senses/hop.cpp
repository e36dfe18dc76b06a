// SPDX-License-Identifier: BSL-1.0
// MISUSE: Frames with samples between them that nobody hears
// MEANING: A frame of 480 samples begins at most 480 samples behind the one before.
// EXPECT: a frame begins behind the one before, and no later than it ends
#include <tinytmpl/senses/micro_speech.hpp>

using namespace tinytmpl::senses;

#ifdef FIXED
using Ears = FrontEnd<MicroSpeechFrontEnd::Model, 480>;
#else
using Ears = FrontEnd<MicroSpeechFrontEnd::Model, 500>;
#endif

Ears ears;
