//===- CompressDistillationOps.td - losses between student and teacher ----===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESSDISTILLATIONOPS_TD
#define COMPRESS_DIALECT_COMPRESSDISTILLATIONOPS_TD

include "compress/Dialect/Compress/IR/CompressLossBase.td"

def Compress_KLDivergenceOp : Compress_LossOp<"kl_divergence", [
    AllTypesMatch<["student", "teacher"]>]> {
  let summary = "Distance of softened class scores, mean over the batch";
  let description = [{
    With scores `s` and `t` of student and teacher and temperature `T`,

    ```
    p[n,:] = softmax(t[n,:] / T)    q[n,:] = softmax(s[n,:] / T)
    loss   = T^2 / N * sum over n,c of p[n,c] * (log p[n,c] - log q[n,c])
    ```

    The factor `T^2` keeps gradients of the same size at every temperature.
    Logarithms are computed as differences to the largest score less the logarithm
    of a sum from 1 to C, never of a probability, so that nothing overflows and
    `0 log 0` is 0. Hinton, Vinyals and Dean, Distilling the Knowledge in a Neural
    Network, 2015 (arXiv:1503.02531). As `T**2 * kl_div(log_softmax(s / T, 1),
    log_softmax(t / T, 1), log_target=True, reduction="batchmean")` in PyTorch.
    Operands [N, C]. With `constant_teacher` the teacher counts as a constant
    (`t.detach()`): it gets no gradient of this loss, though it be trained.

    ```mlir
    %l = compress.kl_divergence %s, %t {temperature = 4.0 : f32} : tensor<64x10xf32>
    ```
  }];
  let arguments = (ins 2DTensorOf<[F32]>:$student, 2DTensorOf<[F32]>:$teacher,
                       DefaultValuedAttr<F32Attr, "1.0f">:$temperature,
                       UnitAttr:$constant_teacher);
  let assemblyFormat = "$student `,` $teacher attr-dict `:` type($student)";
  let builders = [OpBuilder<(ins "::mlir::Value":$student,
                                 "::mlir::Value":$teacher,
                                 "::mlir::FloatAttr":$temperature), [{
    build($_builder, $_state, student, teacher, temperature,
          /*constant_teacher=*/::mlir::UnitAttr());
  }]>];
}

def Compress_CosineDistanceOp : Compress_LossOp<"cosine_distance", [
    AllTypesMatch<["student", "teacher"]>]> {
  let summary = "One minus the cosine of the angle, mean over the batch";
  let description = [{
    Of all entries `s[n]` and `t[n]` of a sample, as one vector,

    ```
    loss = 1/N * sum over n of 1 - <s[n], t[n]> / (|s[n]| * |t[n]|)
    ```

    where a norm below 1e-8 counts as 1e-8. As `1 - torch.nn.functional
    .cosine_similarity(s, t).mean()`. Operands [N, ...] of rank 2 or more.

    ```mlir
    %l = compress.cosine_distance %s, %t : tensor<64x10xf32>
    ```
  }];
  let arguments = (ins RankedTensorOf<[F32]>:$student,
                       RankedTensorOf<[F32]>:$teacher);
  let assemblyFormat = "$student `,` $teacher attr-dict `:` type($student)";
}

def Compress_AttentionDistanceOp : Compress_LossOp<"attention_distance"> {
  let summary = "Distance of where two images of features are large";
  let description = [{
    An attention map is the mean of the squared channels at each place, with norm 1:

    ```
    q[n,i] = 1/C * sum over c of x[n,i,c]^2        a[n,:] = q[n,:] / |q[n,:]|
    loss   = 1/(N * places) * sum over n,i of (a_student[n,i] - a_teacher[n,i])^2
    ```

    where a norm below 1e-12 counts as 1e-12. The two may have different numbers of
    channels. Zagoruyko and Komodakis, Paying More Attention to Attention, 2017
    (arXiv:1612.03928); mean over places as in its authors' code. Operands
    [N, H, W, C].

    ```mlir
    %l = compress.attention_distance %s, %t : tensor<64x8x8x20xf32>, tensor<64x8x8x64xf32>
    ```
  }];
  let arguments = (ins 4DTensorOf<[F32]>:$student, 4DTensorOf<[F32]>:$teacher);
  let assemblyFormat = [{
    $student `,` $teacher attr-dict `:` type($student) `,` type($teacher)
  }];
}

def Compress_PartialCrossEntropyOp : Compress_LossOp<"partial_cross_entropy"> {
  let summary = "Cross entropy of the rows that have a label";
  let description = [{
    As `compress.cross_entropy`, but rows whose label is negative are left out, and
    the mean is over the other ones; 0 if there are none. As
    `torch.nn.functional.cross_entropy` with `ignore_index`, which has no value
    where no row has a label.

    ```mlir
    %l = compress.partial_cross_entropy %x, %labels : tensor<64x10xf32>, tensor<64xi32>
    ```
  }];
  let arguments = (ins 2DTensorOf<[F32]>:$logits, 1DTensorOf<[I32]>:$labels,
                       DefaultValuedAttr<F32Attr, "0.0f">:$label_smoothing);
  let assemblyFormat = [{
    $logits `,` $labels attr-dict `:` type($logits) `,` type($labels)
  }];
}

#endif // COMPRESS_DIALECT_COMPRESSDISTILLATIONOPS_TD
