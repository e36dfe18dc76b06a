// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/senses/front_end.hpp>
#include <tinytmpl/senses/mel_filter_bank.hpp>

namespace tinytmpl::senses {

/// From a windowed frame, and its FftScaleBits, to energies of channels.
template <MelScale scale>
using MelChannels = Seq<FftAutoScale, Rfft<scale.fft_length>, Energy<scale.first_bin(), scale.end_bin()>,
                        FilterBank<scale.channels, scale.weights()>>;

/// A step of LogMel's features.
inline constexpr float log_mel_decibels = 0.47500959f;  // of 256, which are 14 nepers

/// Logarithms of the strengths of a frame's channels: what a machine's noise or vibration is looked at by. The scale's frequencies are
/// the user's; far below 700 Hz its channels are equally wide.
///
/// shapes   `Shape<samples>`, int16 -> `Shape<channels>`, int8, in decibels
/// units    121 dB; the strongest sine that int16 holds is near the upper end
/// source   TensorFlow Lite Micro's signal operators, as in micro_speech, without noise reduction and gain
template <MelScale scale>
struct LogMel
    : Graph<Outputs<"features">, Let<"frame", SignalWindow<12>, "input">, Let<"bits", FftScaleBits, "frame">,
            Let<"channels", MelChannels<scale>, "frame", "bits">,
            Let<"features", Seq<FilterBankSquareRoot, FilterBankLog<64, 0>, FeatureScale<256, 448, 896, -128>>,
                "channels", "bits">> {};

template <MelScale scale>
inline constexpr auto mel_bank = mel_filter_bank<scale>();
template <int frame, WeightRounding rounding>
inline constexpr auto frame_window = hann_window<frame, rounding>();
template <MelScale scale, int frame>
inline constexpr Parameters log_mel_parameters[] = {{.output = {1, 0}, .element = Element::int16},
                                                    {.weights = frame_window<frame, scale.rounding>},
                                                    {},
                                                    {},
                                                    {},
                                                    {},
                                                    {.weights = mel_bank<scale>},
                                                    {},
                                                    {},
                                                    {.output = {log_mel_decibels, 0}}};

/// LogMel of frames of `frame` samples, each of which begins `hop` samples after the one before; see FrontEnd.
template <MelScale scale, int frame, int hop, auto... policies>
using LogMelFrontEnd = FrontEnd<Model<LogMel<scale>, Shape<frame>, log_mel_parameters<scale, frame>, policies...>, hop>;

}  // namespace tinytmpl::senses
