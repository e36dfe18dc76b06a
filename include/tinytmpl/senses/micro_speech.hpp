// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/senses/log_mel.hpp>

/// The front ends that keyword spotters of TensorFlow's are trained behind: 40 features of int8 for each frame of 30 ms at 16 kHz.
namespace tinytmpl::senses {

inline constexpr int speech_frame = 480, speech_features = 40;
inline constexpr MelScale micro_speech_scale{}, micro_frontend_scale{.rounding = WeightRounding::nearest};

/// Window, spectrum, mel scale, noise reduction, gain, logarithm; and layers behind them, as of a network that listens.
template <MelScale scale, class... Behind>
struct SpeechFeatures
    : Graph<Outputs<"features">, Let<"frame", SignalWindow<12>, "input">, Let<"bits", FftScaleBits, "frame">,
            Let<"channels", MelChannels<scale>, "frame", "bits">,
            Let<"signal", FilterBankSquareRoot, "channels", "bits">,
            Let<"noise", NoiseEstimate<409, 15975, 983, 15401, 10, 14>, "signal">,
            Let<"clean", SpectralSubtraction<819, 10, 14>, "signal", "noise">,
            Let<"features", Seq<Pcan<6>, FilterBankLog<64, 3>, FeatureScale<256, 333, 666, -128>, Behind...>, "clean",
                "noise">> {};

inline constexpr auto speech_gains = pcan_gains();
template <MelScale scale>
inline constexpr Parameters speech_parameters[] = {{.output = {1, 0}, .element = Element::int16},
                                                   {.weights = frame_window<speech_frame, scale.rounding>},
                                                   {},
                                                   {},
                                                   {},
                                                   {},
                                                   {.weights = mel_bank<scale>},
                                                   {},
                                                   {},
                                                   {},
                                                   {.weights = speech_gains},
                                                   {},
                                                   {}};
template <MelScale scale, auto... policies>
using SpeechModel = Model<SpeechFeatures<scale>, Shape<speech_frame>, speech_parameters<scale>, policies...>;

/// What TensorFlow Lite Micro's micro_speech listens with: a frame each 20 ms.
///
/// source   TensorFlow Lite Micro examples/micro_speech/audio_preprocessor.py, models/audio_preprocessor_int8.tflite, whose bytes it has
using MicroSpeechFrontEnd = FrontEnd<SpeechModel<micro_speech_scale>, 320>;

/// What microWakeWord listens with: a frame each 10 ms.
///
/// source   TensorFlow lite/experimental/microfrontend, with the configuration of ESPHome's micro_wake_word, which also makes int8 of it
using MicroFrontend = FrontEnd<SpeechModel<micro_frontend_scale>, 160>;

}  // namespace tinytmpl::senses
