// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <limits>
#include <span>

#include <tinytmpl/core/roots.hpp>

/// How unlike what training saw are some features? Scores of float, which grow with the distance.
namespace tinytmpl::decisions {

/// The mean of what an autoencoder gets wrong: the mean squared error of what it makes of its input.
///
/// source   MLPerf Tiny, anomaly detection
constexpr float mean_squared_error(std::span<const float> input, std::span<const float> output) {
  float sum = 0;
  for (std::size_t i = 0; i < input.size(); ++i) {
    const float error = input[i] - output[i];
    sum += error * error;
  }
  return input.empty() ? 0 : sum / static_cast<float>(input.size());
}

/// A cluster of normal features: its centre, and how far from it the farthest of them lies.
template <std::size_t features>
struct Cluster {
  float centre[features];
  float radius;
};

/// How far outside the nearest of some clusters `x` lies; inside of one it is negative. Features are standardized first, by the mean
/// and the deviation that training found: (x - mean) / deviation.
///
/// source   the k-means anomaly block of Edge Impulse's inferencing SDK, classifier/inferencing_engines/anomaly.h
template <std::size_t features>
class ClusterScore {
 public:
  constexpr ClusterScore(std::span<const Cluster<features>> in_clusters, std::span<const float, features> means,
                         std::span<const float, features> deviations)
      : clusters(in_clusters), mean(means), deviation(deviations) {}

  constexpr float operator()(std::span<const float, features> x) const {
    float least = std::numeric_limits<float>::infinity();
    for (const Cluster<features>& cluster : clusters) {
      float sum = 0;
      for (std::size_t i = 0; i < features; ++i) {
        const float scaled = deviation[i] > 0 ? (x[i] - mean[i]) / deviation[i] : 0;
        sum += (scaled - cluster.centre[i]) * (scaled - cluster.centre[i]);
      }
      const float outside = core::square_root(sum) - cluster.radius;
      least = outside < least ? outside : least;
    }
    return least;
  }

 private:
  std::span<const Cluster<features>> clusters;
  std::span<const float, features> mean, deviation;
};

/// The Mahalanobis distance of `x` from training's mean: the root of (x - mean)' * inverse covariance * (x - mean). `inverse` holds
/// its rows.
///
/// source   P. C. Mahalanobis: On the generalized distance in statistics, 1936
template <std::size_t features>
constexpr float mahalanobis(std::span<const float, features> x, std::span<const float, features> mean,
                            std::span<const float, features * features> inverse) {
  float sum = 0;
  for (std::size_t i = 0; i < features; ++i) {
    float row = 0;
    for (std::size_t j = 0; j < features; ++j) row += inverse[i * features + j] * (x[j] - mean[j]);
    sum += row * (x[i] - mean[i]);
  }
  return core::square_root(sum);
}

}  // namespace tinytmpl::decisions
