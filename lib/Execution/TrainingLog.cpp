//===- TrainingLog.cpp - how a training goes ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Execution/TrainingLog.h"
#include "compress/Support/OutputFile.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

llvm::Error compress::writeTrainingLog(StringRef path,
                                       ArrayRef<EpochRecord> history) {
  return writeOutputFile(path, [&](raw_ostream &os) {
    for (const EpochRecord &record : history) {
      llvm::json::OStream json(os);
      json.object([&] {
        json.attribute("epoch", record.epoch);
        json.attribute("step", record.step);
        auto number = [&](StringRef name, double value) {
          if (std::isfinite(value))
            json.attribute(name, value);
        };
        number("loss", record.loss);
        number("accuracy", record.accuracy);
        number("validation_loss", record.validationLoss);
        number("validation_accuracy", record.validationAccuracy);
        number("agreement", record.agreement);
        number("validation_agreement", record.validationAgreement);
        number("learning_rate", record.learningRate);
        number("sparsity", record.sparsity);
      });
      os << '\n';
    }
  });
}

namespace {

/// One line of the drawing.
struct Series {
  StringRef name, color;
  double EpochRecord::*value;
};

/// One coordinate system.
class Plot {
public:
  Plot(raw_ostream &os, ArrayRef<EpochRecord> history, double top)
      : os(os), history(history), top(top) {}

  void draw(StringRef title, ArrayRef<Series> series);

private:
  static constexpr double kLeft = 60, kWidth = 520, kHeight = 180;

  double placeX(size_t i) const {
    double span = std::max<size_t>(history.size() - 1, 1);
    return kLeft + kWidth * i / span;
  }
  double placeY(double value) const {
    return top + kHeight * (high - value) / (high - low);
  }
  void drawLine(const Series &series);

  raw_ostream &os;
  ArrayRef<EpochRecord> history;
  double top, low = 0.0, high = 1.0;
};

} // namespace

void Plot::drawLine(const Series &series) {
  os << "<polyline fill=\"none\" stroke-width=\"2\" stroke=\"" << series.color
     << "\" points=\"";
  for (auto [i, record] : llvm::enumerate(history))
    if (std::isfinite(record.*series.value))
      os << llvm::formatv("{0:f1},{1:f1} ", placeX(i),
                          placeY(record.*series.value));
  os << "\"/>\n";
}

void Plot::draw(StringRef title, ArrayRef<Series> series) {
  low = HUGE_VAL;
  high = -HUGE_VAL;
  SmallVector<Series> shown;
  for (const Series &line : series) {
    bool isThere = false;
    for (const EpochRecord &record : history)
      if (double value = record.*line.value; std::isfinite(value)) {
        low = std::min(low, value);
        high = std::max(high, value);
        isThere = true;
      }
    if (isThere)
      shown.push_back(line);
  }
  if (shown.empty())
    return;
  if (high - low < 1e-9)
    high = low + 1e-9;
  os << llvm::formatv("<rect x=\"{0}\" y=\"{1}\" width=\"{2}\" height=\"{3}\" "
                      "fill=\"none\" stroke=\"#888\"/>\n",
                      kLeft, top, kWidth, kHeight);
  os << llvm::formatv("<text x=\"{0}\" y=\"{1}\">{2}</text>\n", kLeft, top - 8,
                      title);
  for (double value : {low, high})
    os << llvm::formatv("<text x=\"{0}\" y=\"{1:f1}\" text-anchor=\"end\">"
                        "{2:f3}</text>\n",
                        kLeft - 6, placeY(value) + 4, value);
  double x = kLeft + kWidth;
  for (const Series &line : llvm::reverse(shown)) {
    os << llvm::formatv("<text x=\"{0}\" y=\"{1}\" text-anchor=\"end\" "
                        "fill=\"{2}\">{3}</text>\n",
                        x, top - 8, line.color, line.name);
    x -= 90;
    drawLine(line);
  }
}

llvm::Error compress::writeTrainingCurve(StringRef path,
                                         ArrayRef<EpochRecord> history) {
  return writeOutputFile(path, [&](raw_ostream &os) {
    os << "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"600\" "
          "height=\"520\" font-family=\"sans-serif\" font-size=\"12\">\n"
          "<rect width=\"600\" height=\"520\" fill=\"white\"/>\n";
    Plot(os, history, 40)
        .draw("loss",
              {{"training", "#1f77b4", &EpochRecord::loss},
               {"validation", "#d62728", &EpochRecord::validationLoss}});
    Plot(os, history, 280)
        .draw(
            "accuracy",
            {{"training", "#1f77b4", &EpochRecord::accuracy},
             {"validation", "#d62728", &EpochRecord::validationAccuracy},
             {"agreement", "#2ca02c", &EpochRecord::agreement},
             {"its validation", "#9467bd", &EpochRecord::validationAgreement}});
    os << llvm::formatv("<text x=\"320\" y=\"490\" text-anchor=\"middle\">"
                        "epochs 1 to {0}</text>\n</svg>\n",
                        history.size());
  });
}
