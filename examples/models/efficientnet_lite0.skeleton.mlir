module {
  func.func @main(%arg0: tensor<1x3x224x224xf32>) -> tensor<1x1000xf32> {
    %0 = "tosa.const"() <{values = dense_resource<_bn1.running_var> : tensor<1280xf32>}> : () -> tensor<1280xf32>
    %1 = "tosa.const"() <{values = dense_resource<_blocks.15._bn2.running_var> : tensor<320xf32>}> : () -> tensor<320xf32>
    %2 = "tosa.const"() <{values = dense_resource<_blocks.15._bn1.running_var> : tensor<1152xf32>}> : () -> tensor<1152xf32>
    %3 = "tosa.const"() <{values = dense_resource<_blocks.15._bn0.running_var> : tensor<1152xf32>}> : () -> tensor<1152xf32>
    %4 = "tosa.const"() <{values = dense_resource<_blocks.14._bn2.running_var> : tensor<192xf32>}> : () -> tensor<192xf32>
    %5 = "tosa.const"() <{values = dense_resource<_blocks.14._bn1.running_var> : tensor<1152xf32>}> : () -> tensor<1152xf32>
    %6 = "tosa.const"() <{values = dense_resource<_blocks.14._bn0.running_var> : tensor<1152xf32>}> : () -> tensor<1152xf32>
    %7 = "tosa.const"() <{values = dense_resource<_blocks.13._bn2.running_var> : tensor<192xf32>}> : () -> tensor<192xf32>
    %8 = "tosa.const"() <{values = dense_resource<_blocks.13._bn1.running_var> : tensor<1152xf32>}> : () -> tensor<1152xf32>
    %9 = "tosa.const"() <{values = dense_resource<_blocks.13._bn0.running_var> : tensor<1152xf32>}> : () -> tensor<1152xf32>
    %10 = "tosa.const"() <{values = dense_resource<_blocks.12._bn2.running_var> : tensor<192xf32>}> : () -> tensor<192xf32>
    %11 = "tosa.const"() <{values = dense_resource<_blocks.12._bn1.running_var> : tensor<1152xf32>}> : () -> tensor<1152xf32>
    %12 = "tosa.const"() <{values = dense_resource<_blocks.12._bn0.running_var> : tensor<1152xf32>}> : () -> tensor<1152xf32>
    %13 = "tosa.const"() <{values = dense_resource<_blocks.11._bn2.running_var> : tensor<192xf32>}> : () -> tensor<192xf32>
    %14 = "tosa.const"() <{values = dense_resource<_blocks.11._bn1.running_var> : tensor<672xf32>}> : () -> tensor<672xf32>
    %15 = "tosa.const"() <{values = dense_resource<_blocks.11._bn0.running_var> : tensor<672xf32>}> : () -> tensor<672xf32>
    %16 = "tosa.const"() <{values = dense_resource<_blocks.10._bn2.running_var> : tensor<112xf32>}> : () -> tensor<112xf32>
    %17 = "tosa.const"() <{values = dense_resource<_blocks.10._bn1.running_var> : tensor<672xf32>}> : () -> tensor<672xf32>
    %18 = "tosa.const"() <{values = dense_resource<_blocks.10._bn0.running_var> : tensor<672xf32>}> : () -> tensor<672xf32>
    %19 = "tosa.const"() <{values = dense_resource<_blocks.9._bn2.running_var> : tensor<112xf32>}> : () -> tensor<112xf32>
    %20 = "tosa.const"() <{values = dense_resource<_blocks.9._bn1.running_var> : tensor<672xf32>}> : () -> tensor<672xf32>
    %21 = "tosa.const"() <{values = dense_resource<_blocks.9._bn0.running_var> : tensor<672xf32>}> : () -> tensor<672xf32>
    %22 = "tosa.const"() <{values = dense_resource<_blocks.8._bn2.running_var> : tensor<112xf32>}> : () -> tensor<112xf32>
    %23 = "tosa.const"() <{values = dense_resource<_blocks.8._bn1.running_var> : tensor<480xf32>}> : () -> tensor<480xf32>
    %24 = "tosa.const"() <{values = dense_resource<_blocks.8._bn0.running_var> : tensor<480xf32>}> : () -> tensor<480xf32>
    %25 = "tosa.const"() <{values = dense_resource<_blocks.7._bn2.running_var> : tensor<80xf32>}> : () -> tensor<80xf32>
    %26 = "tosa.const"() <{values = dense_resource<_blocks.7._bn1.running_var> : tensor<480xf32>}> : () -> tensor<480xf32>
    %27 = "tosa.const"() <{values = dense_resource<_blocks.7._bn0.running_var> : tensor<480xf32>}> : () -> tensor<480xf32>
    %28 = "tosa.const"() <{values = dense_resource<_blocks.6._bn2.running_var> : tensor<80xf32>}> : () -> tensor<80xf32>
    %29 = "tosa.const"() <{values = dense_resource<_blocks.6._bn1.running_var> : tensor<480xf32>}> : () -> tensor<480xf32>
    %30 = "tosa.const"() <{values = dense_resource<_blocks.6._bn0.running_var> : tensor<480xf32>}> : () -> tensor<480xf32>
    %31 = "tosa.const"() <{values = dense_resource<_blocks.5._bn2.running_var> : tensor<80xf32>}> : () -> tensor<80xf32>
    %32 = "tosa.const"() <{values = dense_resource<_blocks.5._bn1.running_var> : tensor<240xf32>}> : () -> tensor<240xf32>
    %33 = "tosa.const"() <{values = dense_resource<_blocks.5._bn0.running_var> : tensor<240xf32>}> : () -> tensor<240xf32>
    %34 = "tosa.const"() <{values = dense_resource<_blocks.4._bn2.running_var> : tensor<40xf32>}> : () -> tensor<40xf32>
    %35 = "tosa.const"() <{values = dense_resource<_blocks.4._bn1.running_var> : tensor<240xf32>}> : () -> tensor<240xf32>
    %36 = "tosa.const"() <{values = dense_resource<_blocks.4._bn0.running_var> : tensor<240xf32>}> : () -> tensor<240xf32>
    %37 = "tosa.const"() <{values = dense_resource<_blocks.3._bn2.running_var> : tensor<40xf32>}> : () -> tensor<40xf32>
    %38 = "tosa.const"() <{values = dense_resource<_blocks.3._bn1.running_var> : tensor<144xf32>}> : () -> tensor<144xf32>
    %39 = "tosa.const"() <{values = dense_resource<_blocks.3._bn0.running_var> : tensor<144xf32>}> : () -> tensor<144xf32>
    %40 = "tosa.const"() <{values = dense_resource<_blocks.2._bn2.running_var> : tensor<24xf32>}> : () -> tensor<24xf32>
    %41 = "tosa.const"() <{values = dense_resource<_blocks.2._bn1.running_var> : tensor<144xf32>}> : () -> tensor<144xf32>
    %42 = "tosa.const"() <{values = dense_resource<_blocks.2._bn0.running_var> : tensor<144xf32>}> : () -> tensor<144xf32>
    %43 = "tosa.const"() <{values = dense_resource<_blocks.1._bn2.running_var> : tensor<24xf32>}> : () -> tensor<24xf32>
    %44 = "tosa.const"() <{values = dense_resource<_blocks.1._bn1.running_var> : tensor<96xf32>}> : () -> tensor<96xf32>
    %45 = "tosa.const"() <{values = dense_resource<_blocks.1._bn0.running_var> : tensor<96xf32>}> : () -> tensor<96xf32>
    %46 = "tosa.const"() <{values = dense_resource<_blocks.0._bn2.running_var> : tensor<16xf32>}> : () -> tensor<16xf32>
    %47 = "tosa.const"() <{values = dense_resource<_blocks.0._bn1.running_var> : tensor<32xf32>}> : () -> tensor<32xf32>
    %48 = "tosa.const"() <{values = dense_resource<_bn0.running_var> : tensor<32xf32>}> : () -> tensor<32xf32>
    %49 = tosa.const_shape  {values = dense<[0, 0, 0, 0, 0, 1, 0, 1]> : tensor<8xindex>} : () -> !tosa.shape<8>
    %50 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<1xf32>}> : () -> tensor<1xf32>
    %51 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<32xf32>}> : () -> tensor<32xf32>
    %52 = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
    %53 = tosa.const_shape  {values = dense<[1, 32, 1, 1]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %54 = tosa.const_shape  {values = dense<[0, 0, 0, 0, 1, 1, 1, 1]> : tensor<8xindex>} : () -> !tosa.shape<8>
    %55 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<16xf32>}> : () -> tensor<16xf32>
    %56 = tosa.const_shape  {values = dense<[1, 16, 1, 1]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %57 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<96xf32>}> : () -> tensor<96xf32>
    %58 = tosa.const_shape  {values = dense<[1, 96, 1, 1]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %59 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<24xf32>}> : () -> tensor<24xf32>
    %60 = tosa.const_shape  {values = dense<[1, 24, 1, 1]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %61 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<144xf32>}> : () -> tensor<144xf32>
    %62 = tosa.const_shape  {values = dense<[1, 144, 1, 1]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %63 = tosa.const_shape  {values = dense<[0, 0, 0, 0, 1, 2, 1, 2]> : tensor<8xindex>} : () -> !tosa.shape<8>
    %64 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<40xf32>}> : () -> tensor<40xf32>
    %65 = tosa.const_shape  {values = dense<[1, 40, 1, 1]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %66 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<240xf32>}> : () -> tensor<240xf32>
    %67 = tosa.const_shape  {values = dense<[1, 240, 1, 1]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %68 = tosa.const_shape  {values = dense<[0, 0, 0, 0, 2, 2, 2, 2]> : tensor<8xindex>} : () -> !tosa.shape<8>
    %69 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<80xf32>}> : () -> tensor<80xf32>
    %70 = tosa.const_shape  {values = dense<[1, 80, 1, 1]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %71 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<480xf32>}> : () -> tensor<480xf32>
    %72 = tosa.const_shape  {values = dense<[1, 480, 1, 1]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %73 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<112xf32>}> : () -> tensor<112xf32>
    %74 = tosa.const_shape  {values = dense<[1, 112, 1, 1]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %75 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<672xf32>}> : () -> tensor<672xf32>
    %76 = tosa.const_shape  {values = dense<[1, 672, 1, 1]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %77 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<192xf32>}> : () -> tensor<192xf32>
    %78 = tosa.const_shape  {values = dense<[1, 192, 1, 1]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %79 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<1152xf32>}> : () -> tensor<1152xf32>
    %80 = tosa.const_shape  {values = dense<[1, 1152, 1, 1]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %81 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<320xf32>}> : () -> tensor<320xf32>
    %82 = tosa.const_shape  {values = dense<[1, 320, 1, 1]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %83 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<1280xf32>}> : () -> tensor<1280xf32>
    %84 = tosa.const_shape  {values = dense<[1, 1280, 1, 1]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %85 = tosa.const_shape  {values = dense<[1, 1, 1280]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %86 = tosa.const_shape  {values = dense<[1, 1000]> : tensor<2xindex>} : () -> !tosa.shape<2>
    %87 = "tosa.const"() <{values = dense_resource<_conv_stem.weight> : tensor<32x3x3x3xf32>}> : () -> tensor<32x3x3x3xf32>
    %88 = "tosa.const"() <{values = dense<1.000000e-03> : tensor<1xf32>}> : () -> tensor<1xf32>
    %89 = "tosa.const"() <{values = dense<5.000000e-01> : tensor<1xf32>}> : () -> tensor<1xf32>
    %90 = "tosa.const"() <{values = dense_resource<_bn0.running_mean> : tensor<1x32x1x1xf32>}> : () -> tensor<1x32x1x1xf32>
    %91 = "tosa.const"() <{values = dense_resource<_bn0.weight> : tensor<1x32x1x1xf32>}> : () -> tensor<1x32x1x1xf32>
    %92 = "tosa.const"() <{values = dense_resource<_bn0.bias> : tensor<1x32x1x1xf32>}> : () -> tensor<1x32x1x1xf32>
    %93 = "tosa.const"() <{values = dense_resource<_blocks.0._depthwise_conv.weight> : tensor<3x3x32x1xf32>}> : () -> tensor<3x3x32x1xf32>
    %94 = "tosa.const"() <{values = dense_resource<_blocks.0._bn1.running_mean> : tensor<1x32x1x1xf32>}> : () -> tensor<1x32x1x1xf32>
    %95 = "tosa.const"() <{values = dense_resource<_blocks.0._bn1.weight> : tensor<1x32x1x1xf32>}> : () -> tensor<1x32x1x1xf32>
    %96 = "tosa.const"() <{values = dense_resource<_blocks.0._bn1.bias> : tensor<1x32x1x1xf32>}> : () -> tensor<1x32x1x1xf32>
    %97 = "tosa.const"() <{values = dense_resource<_blocks.0._project_conv.weight> : tensor<16x1x1x32xf32>}> : () -> tensor<16x1x1x32xf32>
    %98 = "tosa.const"() <{values = dense_resource<_blocks.0._bn2.running_mean> : tensor<1x16x1x1xf32>}> : () -> tensor<1x16x1x1xf32>
    %99 = "tosa.const"() <{values = dense_resource<_blocks.0._bn2.weight> : tensor<1x16x1x1xf32>}> : () -> tensor<1x16x1x1xf32>
    %100 = "tosa.const"() <{values = dense_resource<_blocks.0._bn2.bias> : tensor<1x16x1x1xf32>}> : () -> tensor<1x16x1x1xf32>
    %101 = "tosa.const"() <{values = dense_resource<_blocks.1._expand_conv.weight> : tensor<96x1x1x16xf32>}> : () -> tensor<96x1x1x16xf32>
    %102 = "tosa.const"() <{values = dense_resource<_blocks.1._bn0.running_mean> : tensor<1x96x1x1xf32>}> : () -> tensor<1x96x1x1xf32>
    %103 = "tosa.const"() <{values = dense_resource<_blocks.1._bn0.weight> : tensor<1x96x1x1xf32>}> : () -> tensor<1x96x1x1xf32>
    %104 = "tosa.const"() <{values = dense_resource<_blocks.1._bn0.bias> : tensor<1x96x1x1xf32>}> : () -> tensor<1x96x1x1xf32>
    %105 = "tosa.const"() <{values = dense_resource<_blocks.1._depthwise_conv.weight> : tensor<3x3x96x1xf32>}> : () -> tensor<3x3x96x1xf32>
    %106 = "tosa.const"() <{values = dense_resource<_blocks.1._bn1.running_mean> : tensor<1x96x1x1xf32>}> : () -> tensor<1x96x1x1xf32>
    %107 = "tosa.const"() <{values = dense_resource<_blocks.1._bn1.weight> : tensor<1x96x1x1xf32>}> : () -> tensor<1x96x1x1xf32>
    %108 = "tosa.const"() <{values = dense_resource<_blocks.1._bn1.bias> : tensor<1x96x1x1xf32>}> : () -> tensor<1x96x1x1xf32>
    %109 = "tosa.const"() <{values = dense_resource<_blocks.1._project_conv.weight> : tensor<24x1x1x96xf32>}> : () -> tensor<24x1x1x96xf32>
    %110 = "tosa.const"() <{values = dense_resource<_blocks.1._bn2.running_mean> : tensor<1x24x1x1xf32>}> : () -> tensor<1x24x1x1xf32>
    %111 = "tosa.const"() <{values = dense_resource<_blocks.1._bn2.weight> : tensor<1x24x1x1xf32>}> : () -> tensor<1x24x1x1xf32>
    %112 = "tosa.const"() <{values = dense_resource<_blocks.1._bn2.bias> : tensor<1x24x1x1xf32>}> : () -> tensor<1x24x1x1xf32>
    %113 = "tosa.const"() <{values = dense_resource<_blocks.2._expand_conv.weight> : tensor<144x1x1x24xf32>}> : () -> tensor<144x1x1x24xf32>
    %114 = "tosa.const"() <{values = dense_resource<_blocks.2._bn0.running_mean> : tensor<1x144x1x1xf32>}> : () -> tensor<1x144x1x1xf32>
    %115 = "tosa.const"() <{values = dense_resource<_blocks.2._bn0.weight> : tensor<1x144x1x1xf32>}> : () -> tensor<1x144x1x1xf32>
    %116 = "tosa.const"() <{values = dense_resource<_blocks.2._bn0.bias> : tensor<1x144x1x1xf32>}> : () -> tensor<1x144x1x1xf32>
    %117 = "tosa.const"() <{values = dense_resource<_blocks.2._depthwise_conv.weight> : tensor<3x3x144x1xf32>}> : () -> tensor<3x3x144x1xf32>
    %118 = "tosa.const"() <{values = dense_resource<_blocks.2._bn1.running_mean> : tensor<1x144x1x1xf32>}> : () -> tensor<1x144x1x1xf32>
    %119 = "tosa.const"() <{values = dense_resource<_blocks.2._bn1.weight> : tensor<1x144x1x1xf32>}> : () -> tensor<1x144x1x1xf32>
    %120 = "tosa.const"() <{values = dense_resource<_blocks.2._bn1.bias> : tensor<1x144x1x1xf32>}> : () -> tensor<1x144x1x1xf32>
    %121 = "tosa.const"() <{values = dense_resource<_blocks.2._project_conv.weight> : tensor<24x1x1x144xf32>}> : () -> tensor<24x1x1x144xf32>
    %122 = "tosa.const"() <{values = dense_resource<_blocks.2._bn2.running_mean> : tensor<1x24x1x1xf32>}> : () -> tensor<1x24x1x1xf32>
    %123 = "tosa.const"() <{values = dense_resource<_blocks.2._bn2.weight> : tensor<1x24x1x1xf32>}> : () -> tensor<1x24x1x1xf32>
    %124 = "tosa.const"() <{values = dense_resource<_blocks.2._bn2.bias> : tensor<1x24x1x1xf32>}> : () -> tensor<1x24x1x1xf32>
    %125 = "tosa.const"() <{values = dense_resource<_blocks.3._expand_conv.weight> : tensor<144x1x1x24xf32>}> : () -> tensor<144x1x1x24xf32>
    %126 = "tosa.const"() <{values = dense_resource<_blocks.3._bn0.running_mean> : tensor<1x144x1x1xf32>}> : () -> tensor<1x144x1x1xf32>
    %127 = "tosa.const"() <{values = dense_resource<_blocks.3._bn0.weight> : tensor<1x144x1x1xf32>}> : () -> tensor<1x144x1x1xf32>
    %128 = "tosa.const"() <{values = dense_resource<_blocks.3._bn0.bias> : tensor<1x144x1x1xf32>}> : () -> tensor<1x144x1x1xf32>
    %129 = "tosa.const"() <{values = dense_resource<_blocks.3._depthwise_conv.weight> : tensor<5x5x144x1xf32>}> : () -> tensor<5x5x144x1xf32>
    %130 = "tosa.const"() <{values = dense_resource<_blocks.3._bn1.running_mean> : tensor<1x144x1x1xf32>}> : () -> tensor<1x144x1x1xf32>
    %131 = "tosa.const"() <{values = dense_resource<_blocks.3._bn1.weight> : tensor<1x144x1x1xf32>}> : () -> tensor<1x144x1x1xf32>
    %132 = "tosa.const"() <{values = dense_resource<_blocks.3._bn1.bias> : tensor<1x144x1x1xf32>}> : () -> tensor<1x144x1x1xf32>
    %133 = "tosa.const"() <{values = dense_resource<_blocks.3._project_conv.weight> : tensor<40x1x1x144xf32>}> : () -> tensor<40x1x1x144xf32>
    %134 = "tosa.const"() <{values = dense_resource<_blocks.3._bn2.running_mean> : tensor<1x40x1x1xf32>}> : () -> tensor<1x40x1x1xf32>
    %135 = "tosa.const"() <{values = dense_resource<_blocks.3._bn2.weight> : tensor<1x40x1x1xf32>}> : () -> tensor<1x40x1x1xf32>
    %136 = "tosa.const"() <{values = dense_resource<_blocks.3._bn2.bias> : tensor<1x40x1x1xf32>}> : () -> tensor<1x40x1x1xf32>
    %137 = "tosa.const"() <{values = dense_resource<_blocks.4._expand_conv.weight> : tensor<240x1x1x40xf32>}> : () -> tensor<240x1x1x40xf32>
    %138 = "tosa.const"() <{values = dense_resource<_blocks.4._bn0.running_mean> : tensor<1x240x1x1xf32>}> : () -> tensor<1x240x1x1xf32>
    %139 = "tosa.const"() <{values = dense_resource<_blocks.4._bn0.weight> : tensor<1x240x1x1xf32>}> : () -> tensor<1x240x1x1xf32>
    %140 = "tosa.const"() <{values = dense_resource<_blocks.4._bn0.bias> : tensor<1x240x1x1xf32>}> : () -> tensor<1x240x1x1xf32>
    %141 = "tosa.const"() <{values = dense_resource<_blocks.4._depthwise_conv.weight> : tensor<5x5x240x1xf32>}> : () -> tensor<5x5x240x1xf32>
    %142 = "tosa.const"() <{values = dense_resource<_blocks.4._bn1.running_mean> : tensor<1x240x1x1xf32>}> : () -> tensor<1x240x1x1xf32>
    %143 = "tosa.const"() <{values = dense_resource<_blocks.4._bn1.weight> : tensor<1x240x1x1xf32>}> : () -> tensor<1x240x1x1xf32>
    %144 = "tosa.const"() <{values = dense_resource<_blocks.4._bn1.bias> : tensor<1x240x1x1xf32>}> : () -> tensor<1x240x1x1xf32>
    %145 = "tosa.const"() <{values = dense_resource<_blocks.4._project_conv.weight> : tensor<40x1x1x240xf32>}> : () -> tensor<40x1x1x240xf32>
    %146 = "tosa.const"() <{values = dense_resource<_blocks.4._bn2.running_mean> : tensor<1x40x1x1xf32>}> : () -> tensor<1x40x1x1xf32>
    %147 = "tosa.const"() <{values = dense_resource<_blocks.4._bn2.weight> : tensor<1x40x1x1xf32>}> : () -> tensor<1x40x1x1xf32>
    %148 = "tosa.const"() <{values = dense_resource<_blocks.4._bn2.bias> : tensor<1x40x1x1xf32>}> : () -> tensor<1x40x1x1xf32>
    %149 = "tosa.const"() <{values = dense_resource<_blocks.5._expand_conv.weight> : tensor<240x1x1x40xf32>}> : () -> tensor<240x1x1x40xf32>
    %150 = "tosa.const"() <{values = dense_resource<_blocks.5._bn0.running_mean> : tensor<1x240x1x1xf32>}> : () -> tensor<1x240x1x1xf32>
    %151 = "tosa.const"() <{values = dense_resource<_blocks.5._bn0.weight> : tensor<1x240x1x1xf32>}> : () -> tensor<1x240x1x1xf32>
    %152 = "tosa.const"() <{values = dense_resource<_blocks.5._bn0.bias> : tensor<1x240x1x1xf32>}> : () -> tensor<1x240x1x1xf32>
    %153 = "tosa.const"() <{values = dense_resource<_blocks.5._depthwise_conv.weight> : tensor<3x3x240x1xf32>}> : () -> tensor<3x3x240x1xf32>
    %154 = "tosa.const"() <{values = dense_resource<_blocks.5._bn1.running_mean> : tensor<1x240x1x1xf32>}> : () -> tensor<1x240x1x1xf32>
    %155 = "tosa.const"() <{values = dense_resource<_blocks.5._bn1.weight> : tensor<1x240x1x1xf32>}> : () -> tensor<1x240x1x1xf32>
    %156 = "tosa.const"() <{values = dense_resource<_blocks.5._bn1.bias> : tensor<1x240x1x1xf32>}> : () -> tensor<1x240x1x1xf32>
    %157 = "tosa.const"() <{values = dense_resource<_blocks.5._project_conv.weight> : tensor<80x1x1x240xf32>}> : () -> tensor<80x1x1x240xf32>
    %158 = "tosa.const"() <{values = dense_resource<_blocks.5._bn2.running_mean> : tensor<1x80x1x1xf32>}> : () -> tensor<1x80x1x1xf32>
    %159 = "tosa.const"() <{values = dense_resource<_blocks.5._bn2.weight> : tensor<1x80x1x1xf32>}> : () -> tensor<1x80x1x1xf32>
    %160 = "tosa.const"() <{values = dense_resource<_blocks.5._bn2.bias> : tensor<1x80x1x1xf32>}> : () -> tensor<1x80x1x1xf32>
    %161 = "tosa.const"() <{values = dense_resource<_blocks.6._expand_conv.weight> : tensor<480x1x1x80xf32>}> : () -> tensor<480x1x1x80xf32>
    %162 = "tosa.const"() <{values = dense_resource<_blocks.6._bn0.running_mean> : tensor<1x480x1x1xf32>}> : () -> tensor<1x480x1x1xf32>
    %163 = "tosa.const"() <{values = dense_resource<_blocks.6._bn0.weight> : tensor<1x480x1x1xf32>}> : () -> tensor<1x480x1x1xf32>
    %164 = "tosa.const"() <{values = dense_resource<_blocks.6._bn0.bias> : tensor<1x480x1x1xf32>}> : () -> tensor<1x480x1x1xf32>
    %165 = "tosa.const"() <{values = dense_resource<_blocks.6._depthwise_conv.weight> : tensor<3x3x480x1xf32>}> : () -> tensor<3x3x480x1xf32>
    %166 = "tosa.const"() <{values = dense_resource<_blocks.6._bn1.running_mean> : tensor<1x480x1x1xf32>}> : () -> tensor<1x480x1x1xf32>
    %167 = "tosa.const"() <{values = dense_resource<_blocks.6._bn1.weight> : tensor<1x480x1x1xf32>}> : () -> tensor<1x480x1x1xf32>
    %168 = "tosa.const"() <{values = dense_resource<_blocks.6._bn1.bias> : tensor<1x480x1x1xf32>}> : () -> tensor<1x480x1x1xf32>
    %169 = "tosa.const"() <{values = dense_resource<_blocks.6._project_conv.weight> : tensor<80x1x1x480xf32>}> : () -> tensor<80x1x1x480xf32>
    %170 = "tosa.const"() <{values = dense_resource<_blocks.6._bn2.running_mean> : tensor<1x80x1x1xf32>}> : () -> tensor<1x80x1x1xf32>
    %171 = "tosa.const"() <{values = dense_resource<_blocks.6._bn2.weight> : tensor<1x80x1x1xf32>}> : () -> tensor<1x80x1x1xf32>
    %172 = "tosa.const"() <{values = dense_resource<_blocks.6._bn2.bias> : tensor<1x80x1x1xf32>}> : () -> tensor<1x80x1x1xf32>
    %173 = "tosa.const"() <{values = dense_resource<_blocks.7._expand_conv.weight> : tensor<480x1x1x80xf32>}> : () -> tensor<480x1x1x80xf32>
    %174 = "tosa.const"() <{values = dense_resource<_blocks.7._bn0.running_mean> : tensor<1x480x1x1xf32>}> : () -> tensor<1x480x1x1xf32>
    %175 = "tosa.const"() <{values = dense_resource<_blocks.7._bn0.weight> : tensor<1x480x1x1xf32>}> : () -> tensor<1x480x1x1xf32>
    %176 = "tosa.const"() <{values = dense_resource<_blocks.7._bn0.bias> : tensor<1x480x1x1xf32>}> : () -> tensor<1x480x1x1xf32>
    %177 = "tosa.const"() <{values = dense_resource<_blocks.7._depthwise_conv.weight> : tensor<3x3x480x1xf32>}> : () -> tensor<3x3x480x1xf32>
    %178 = "tosa.const"() <{values = dense_resource<_blocks.7._bn1.running_mean> : tensor<1x480x1x1xf32>}> : () -> tensor<1x480x1x1xf32>
    %179 = "tosa.const"() <{values = dense_resource<_blocks.7._bn1.weight> : tensor<1x480x1x1xf32>}> : () -> tensor<1x480x1x1xf32>
    %180 = "tosa.const"() <{values = dense_resource<_blocks.7._bn1.bias> : tensor<1x480x1x1xf32>}> : () -> tensor<1x480x1x1xf32>
    %181 = "tosa.const"() <{values = dense_resource<_blocks.7._project_conv.weight> : tensor<80x1x1x480xf32>}> : () -> tensor<80x1x1x480xf32>
    %182 = "tosa.const"() <{values = dense_resource<_blocks.7._bn2.running_mean> : tensor<1x80x1x1xf32>}> : () -> tensor<1x80x1x1xf32>
    %183 = "tosa.const"() <{values = dense_resource<_blocks.7._bn2.weight> : tensor<1x80x1x1xf32>}> : () -> tensor<1x80x1x1xf32>
    %184 = "tosa.const"() <{values = dense_resource<_blocks.7._bn2.bias> : tensor<1x80x1x1xf32>}> : () -> tensor<1x80x1x1xf32>
    %185 = "tosa.const"() <{values = dense_resource<_blocks.8._expand_conv.weight> : tensor<480x1x1x80xf32>}> : () -> tensor<480x1x1x80xf32>
    %186 = "tosa.const"() <{values = dense_resource<_blocks.8._bn0.running_mean> : tensor<1x480x1x1xf32>}> : () -> tensor<1x480x1x1xf32>
    %187 = "tosa.const"() <{values = dense_resource<_blocks.8._bn0.weight> : tensor<1x480x1x1xf32>}> : () -> tensor<1x480x1x1xf32>
    %188 = "tosa.const"() <{values = dense_resource<_blocks.8._bn0.bias> : tensor<1x480x1x1xf32>}> : () -> tensor<1x480x1x1xf32>
    %189 = "tosa.const"() <{values = dense_resource<_blocks.8._depthwise_conv.weight> : tensor<5x5x480x1xf32>}> : () -> tensor<5x5x480x1xf32>
    %190 = "tosa.const"() <{values = dense_resource<_blocks.8._bn1.running_mean> : tensor<1x480x1x1xf32>}> : () -> tensor<1x480x1x1xf32>
    %191 = "tosa.const"() <{values = dense_resource<_blocks.8._bn1.weight> : tensor<1x480x1x1xf32>}> : () -> tensor<1x480x1x1xf32>
    %192 = "tosa.const"() <{values = dense_resource<_blocks.8._bn1.bias> : tensor<1x480x1x1xf32>}> : () -> tensor<1x480x1x1xf32>
    %193 = "tosa.const"() <{values = dense_resource<_blocks.8._project_conv.weight> : tensor<112x1x1x480xf32>}> : () -> tensor<112x1x1x480xf32>
    %194 = "tosa.const"() <{values = dense_resource<_blocks.8._bn2.running_mean> : tensor<1x112x1x1xf32>}> : () -> tensor<1x112x1x1xf32>
    %195 = "tosa.const"() <{values = dense_resource<_blocks.8._bn2.weight> : tensor<1x112x1x1xf32>}> : () -> tensor<1x112x1x1xf32>
    %196 = "tosa.const"() <{values = dense_resource<_blocks.8._bn2.bias> : tensor<1x112x1x1xf32>}> : () -> tensor<1x112x1x1xf32>
    %197 = "tosa.const"() <{values = dense_resource<_blocks.9._expand_conv.weight> : tensor<672x1x1x112xf32>}> : () -> tensor<672x1x1x112xf32>
    %198 = "tosa.const"() <{values = dense_resource<_blocks.9._bn0.running_mean> : tensor<1x672x1x1xf32>}> : () -> tensor<1x672x1x1xf32>
    %199 = "tosa.const"() <{values = dense_resource<_blocks.9._bn0.weight> : tensor<1x672x1x1xf32>}> : () -> tensor<1x672x1x1xf32>
    %200 = "tosa.const"() <{values = dense_resource<_blocks.9._bn0.bias> : tensor<1x672x1x1xf32>}> : () -> tensor<1x672x1x1xf32>
    %201 = "tosa.const"() <{values = dense_resource<_blocks.9._depthwise_conv.weight> : tensor<5x5x672x1xf32>}> : () -> tensor<5x5x672x1xf32>
    %202 = "tosa.const"() <{values = dense_resource<_blocks.9._bn1.running_mean> : tensor<1x672x1x1xf32>}> : () -> tensor<1x672x1x1xf32>
    %203 = "tosa.const"() <{values = dense_resource<_blocks.9._bn1.weight> : tensor<1x672x1x1xf32>}> : () -> tensor<1x672x1x1xf32>
    %204 = "tosa.const"() <{values = dense_resource<_blocks.9._bn1.bias> : tensor<1x672x1x1xf32>}> : () -> tensor<1x672x1x1xf32>
    %205 = "tosa.const"() <{values = dense_resource<_blocks.9._project_conv.weight> : tensor<112x1x1x672xf32>}> : () -> tensor<112x1x1x672xf32>
    %206 = "tosa.const"() <{values = dense_resource<_blocks.9._bn2.running_mean> : tensor<1x112x1x1xf32>}> : () -> tensor<1x112x1x1xf32>
    %207 = "tosa.const"() <{values = dense_resource<_blocks.9._bn2.weight> : tensor<1x112x1x1xf32>}> : () -> tensor<1x112x1x1xf32>
    %208 = "tosa.const"() <{values = dense_resource<_blocks.9._bn2.bias> : tensor<1x112x1x1xf32>}> : () -> tensor<1x112x1x1xf32>
    %209 = "tosa.const"() <{values = dense_resource<_blocks.10._expand_conv.weight> : tensor<672x1x1x112xf32>}> : () -> tensor<672x1x1x112xf32>
    %210 = "tosa.const"() <{values = dense_resource<_blocks.10._bn0.running_mean> : tensor<1x672x1x1xf32>}> : () -> tensor<1x672x1x1xf32>
    %211 = "tosa.const"() <{values = dense_resource<_blocks.10._bn0.weight> : tensor<1x672x1x1xf32>}> : () -> tensor<1x672x1x1xf32>
    %212 = "tosa.const"() <{values = dense_resource<_blocks.10._bn0.bias> : tensor<1x672x1x1xf32>}> : () -> tensor<1x672x1x1xf32>
    %213 = "tosa.const"() <{values = dense_resource<_blocks.10._depthwise_conv.weight> : tensor<5x5x672x1xf32>}> : () -> tensor<5x5x672x1xf32>
    %214 = "tosa.const"() <{values = dense_resource<_blocks.10._bn1.running_mean> : tensor<1x672x1x1xf32>}> : () -> tensor<1x672x1x1xf32>
    %215 = "tosa.const"() <{values = dense_resource<_blocks.10._bn1.weight> : tensor<1x672x1x1xf32>}> : () -> tensor<1x672x1x1xf32>
    %216 = "tosa.const"() <{values = dense_resource<_blocks.10._bn1.bias> : tensor<1x672x1x1xf32>}> : () -> tensor<1x672x1x1xf32>
    %217 = "tosa.const"() <{values = dense_resource<_blocks.10._project_conv.weight> : tensor<112x1x1x672xf32>}> : () -> tensor<112x1x1x672xf32>
    %218 = "tosa.const"() <{values = dense_resource<_blocks.10._bn2.running_mean> : tensor<1x112x1x1xf32>}> : () -> tensor<1x112x1x1xf32>
    %219 = "tosa.const"() <{values = dense_resource<_blocks.10._bn2.weight> : tensor<1x112x1x1xf32>}> : () -> tensor<1x112x1x1xf32>
    %220 = "tosa.const"() <{values = dense_resource<_blocks.10._bn2.bias> : tensor<1x112x1x1xf32>}> : () -> tensor<1x112x1x1xf32>
    %221 = "tosa.const"() <{values = dense_resource<_blocks.11._expand_conv.weight> : tensor<672x1x1x112xf32>}> : () -> tensor<672x1x1x112xf32>
    %222 = "tosa.const"() <{values = dense_resource<_blocks.11._bn0.running_mean> : tensor<1x672x1x1xf32>}> : () -> tensor<1x672x1x1xf32>
    %223 = "tosa.const"() <{values = dense_resource<_blocks.11._bn0.weight> : tensor<1x672x1x1xf32>}> : () -> tensor<1x672x1x1xf32>
    %224 = "tosa.const"() <{values = dense_resource<_blocks.11._bn0.bias> : tensor<1x672x1x1xf32>}> : () -> tensor<1x672x1x1xf32>
    %225 = "tosa.const"() <{values = dense_resource<_blocks.11._depthwise_conv.weight> : tensor<5x5x672x1xf32>}> : () -> tensor<5x5x672x1xf32>
    %226 = "tosa.const"() <{values = dense_resource<_blocks.11._bn1.running_mean> : tensor<1x672x1x1xf32>}> : () -> tensor<1x672x1x1xf32>
    %227 = "tosa.const"() <{values = dense_resource<_blocks.11._bn1.weight> : tensor<1x672x1x1xf32>}> : () -> tensor<1x672x1x1xf32>
    %228 = "tosa.const"() <{values = dense_resource<_blocks.11._bn1.bias> : tensor<1x672x1x1xf32>}> : () -> tensor<1x672x1x1xf32>
    %229 = "tosa.const"() <{values = dense_resource<_blocks.11._project_conv.weight> : tensor<192x1x1x672xf32>}> : () -> tensor<192x1x1x672xf32>
    %230 = "tosa.const"() <{values = dense_resource<_blocks.11._bn2.running_mean> : tensor<1x192x1x1xf32>}> : () -> tensor<1x192x1x1xf32>
    %231 = "tosa.const"() <{values = dense_resource<_blocks.11._bn2.weight> : tensor<1x192x1x1xf32>}> : () -> tensor<1x192x1x1xf32>
    %232 = "tosa.const"() <{values = dense_resource<_blocks.11._bn2.bias> : tensor<1x192x1x1xf32>}> : () -> tensor<1x192x1x1xf32>
    %233 = "tosa.const"() <{values = dense_resource<_blocks.12._expand_conv.weight> : tensor<1152x1x1x192xf32>}> : () -> tensor<1152x1x1x192xf32>
    %234 = "tosa.const"() <{values = dense_resource<_blocks.12._bn0.running_mean> : tensor<1x1152x1x1xf32>}> : () -> tensor<1x1152x1x1xf32>
    %235 = "tosa.const"() <{values = dense_resource<_blocks.12._bn0.weight> : tensor<1x1152x1x1xf32>}> : () -> tensor<1x1152x1x1xf32>
    %236 = "tosa.const"() <{values = dense_resource<_blocks.12._bn0.bias> : tensor<1x1152x1x1xf32>}> : () -> tensor<1x1152x1x1xf32>
    %237 = "tosa.const"() <{values = dense_resource<_blocks.12._depthwise_conv.weight> : tensor<5x5x1152x1xf32>}> : () -> tensor<5x5x1152x1xf32>
    %238 = "tosa.const"() <{values = dense_resource<_blocks.12._bn1.running_mean> : tensor<1x1152x1x1xf32>}> : () -> tensor<1x1152x1x1xf32>
    %239 = "tosa.const"() <{values = dense_resource<_blocks.12._bn1.weight> : tensor<1x1152x1x1xf32>}> : () -> tensor<1x1152x1x1xf32>
    %240 = "tosa.const"() <{values = dense_resource<_blocks.12._bn1.bias> : tensor<1x1152x1x1xf32>}> : () -> tensor<1x1152x1x1xf32>
    %241 = "tosa.const"() <{values = dense_resource<_blocks.12._project_conv.weight> : tensor<192x1x1x1152xf32>}> : () -> tensor<192x1x1x1152xf32>
    %242 = "tosa.const"() <{values = dense_resource<_blocks.12._bn2.running_mean> : tensor<1x192x1x1xf32>}> : () -> tensor<1x192x1x1xf32>
    %243 = "tosa.const"() <{values = dense_resource<_blocks.12._bn2.weight> : tensor<1x192x1x1xf32>}> : () -> tensor<1x192x1x1xf32>
    %244 = "tosa.const"() <{values = dense_resource<_blocks.12._bn2.bias> : tensor<1x192x1x1xf32>}> : () -> tensor<1x192x1x1xf32>
    %245 = "tosa.const"() <{values = dense_resource<_blocks.13._expand_conv.weight> : tensor<1152x1x1x192xf32>}> : () -> tensor<1152x1x1x192xf32>
    %246 = "tosa.const"() <{values = dense_resource<_blocks.13._bn0.running_mean> : tensor<1x1152x1x1xf32>}> : () -> tensor<1x1152x1x1xf32>
    %247 = "tosa.const"() <{values = dense_resource<_blocks.13._bn0.weight> : tensor<1x1152x1x1xf32>}> : () -> tensor<1x1152x1x1xf32>
    %248 = "tosa.const"() <{values = dense_resource<_blocks.13._bn0.bias> : tensor<1x1152x1x1xf32>}> : () -> tensor<1x1152x1x1xf32>
    %249 = "tosa.const"() <{values = dense_resource<_blocks.13._depthwise_conv.weight> : tensor<5x5x1152x1xf32>}> : () -> tensor<5x5x1152x1xf32>
    %250 = "tosa.const"() <{values = dense_resource<_blocks.13._bn1.running_mean> : tensor<1x1152x1x1xf32>}> : () -> tensor<1x1152x1x1xf32>
    %251 = "tosa.const"() <{values = dense_resource<_blocks.13._bn1.weight> : tensor<1x1152x1x1xf32>}> : () -> tensor<1x1152x1x1xf32>
    %252 = "tosa.const"() <{values = dense_resource<_blocks.13._bn1.bias> : tensor<1x1152x1x1xf32>}> : () -> tensor<1x1152x1x1xf32>
    %253 = "tosa.const"() <{values = dense_resource<_blocks.13._project_conv.weight> : tensor<192x1x1x1152xf32>}> : () -> tensor<192x1x1x1152xf32>
    %254 = "tosa.const"() <{values = dense_resource<_blocks.13._bn2.running_mean> : tensor<1x192x1x1xf32>}> : () -> tensor<1x192x1x1xf32>
    %255 = "tosa.const"() <{values = dense_resource<_blocks.13._bn2.weight> : tensor<1x192x1x1xf32>}> : () -> tensor<1x192x1x1xf32>
    %256 = "tosa.const"() <{values = dense_resource<_blocks.13._bn2.bias> : tensor<1x192x1x1xf32>}> : () -> tensor<1x192x1x1xf32>
    %257 = "tosa.const"() <{values = dense_resource<_blocks.14._expand_conv.weight> : tensor<1152x1x1x192xf32>}> : () -> tensor<1152x1x1x192xf32>
    %258 = "tosa.const"() <{values = dense_resource<_blocks.14._bn0.running_mean> : tensor<1x1152x1x1xf32>}> : () -> tensor<1x1152x1x1xf32>
    %259 = "tosa.const"() <{values = dense_resource<_blocks.14._bn0.weight> : tensor<1x1152x1x1xf32>}> : () -> tensor<1x1152x1x1xf32>
    %260 = "tosa.const"() <{values = dense_resource<_blocks.14._bn0.bias> : tensor<1x1152x1x1xf32>}> : () -> tensor<1x1152x1x1xf32>
    %261 = "tosa.const"() <{values = dense_resource<_blocks.14._depthwise_conv.weight> : tensor<5x5x1152x1xf32>}> : () -> tensor<5x5x1152x1xf32>
    %262 = "tosa.const"() <{values = dense_resource<_blocks.14._bn1.running_mean> : tensor<1x1152x1x1xf32>}> : () -> tensor<1x1152x1x1xf32>
    %263 = "tosa.const"() <{values = dense_resource<_blocks.14._bn1.weight> : tensor<1x1152x1x1xf32>}> : () -> tensor<1x1152x1x1xf32>
    %264 = "tosa.const"() <{values = dense_resource<_blocks.14._bn1.bias> : tensor<1x1152x1x1xf32>}> : () -> tensor<1x1152x1x1xf32>
    %265 = "tosa.const"() <{values = dense_resource<_blocks.14._project_conv.weight> : tensor<192x1x1x1152xf32>}> : () -> tensor<192x1x1x1152xf32>
    %266 = "tosa.const"() <{values = dense_resource<_blocks.14._bn2.running_mean> : tensor<1x192x1x1xf32>}> : () -> tensor<1x192x1x1xf32>
    %267 = "tosa.const"() <{values = dense_resource<_blocks.14._bn2.weight> : tensor<1x192x1x1xf32>}> : () -> tensor<1x192x1x1xf32>
    %268 = "tosa.const"() <{values = dense_resource<_blocks.14._bn2.bias> : tensor<1x192x1x1xf32>}> : () -> tensor<1x192x1x1xf32>
    %269 = "tosa.const"() <{values = dense_resource<_blocks.15._expand_conv.weight> : tensor<1152x1x1x192xf32>}> : () -> tensor<1152x1x1x192xf32>
    %270 = "tosa.const"() <{values = dense_resource<_blocks.15._bn0.running_mean> : tensor<1x1152x1x1xf32>}> : () -> tensor<1x1152x1x1xf32>
    %271 = "tosa.const"() <{values = dense_resource<_blocks.15._bn0.weight> : tensor<1x1152x1x1xf32>}> : () -> tensor<1x1152x1x1xf32>
    %272 = "tosa.const"() <{values = dense_resource<_blocks.15._bn0.bias> : tensor<1x1152x1x1xf32>}> : () -> tensor<1x1152x1x1xf32>
    %273 = "tosa.const"() <{values = dense_resource<_blocks.15._depthwise_conv.weight> : tensor<3x3x1152x1xf32>}> : () -> tensor<3x3x1152x1xf32>
    %274 = "tosa.const"() <{values = dense_resource<_blocks.15._bn1.running_mean> : tensor<1x1152x1x1xf32>}> : () -> tensor<1x1152x1x1xf32>
    %275 = "tosa.const"() <{values = dense_resource<_blocks.15._bn1.weight> : tensor<1x1152x1x1xf32>}> : () -> tensor<1x1152x1x1xf32>
    %276 = "tosa.const"() <{values = dense_resource<_blocks.15._bn1.bias> : tensor<1x1152x1x1xf32>}> : () -> tensor<1x1152x1x1xf32>
    %277 = "tosa.const"() <{values = dense_resource<_blocks.15._project_conv.weight> : tensor<320x1x1x1152xf32>}> : () -> tensor<320x1x1x1152xf32>
    %278 = "tosa.const"() <{values = dense_resource<_blocks.15._bn2.running_mean> : tensor<1x320x1x1xf32>}> : () -> tensor<1x320x1x1xf32>
    %279 = "tosa.const"() <{values = dense_resource<_blocks.15._bn2.weight> : tensor<1x320x1x1xf32>}> : () -> tensor<1x320x1x1xf32>
    %280 = "tosa.const"() <{values = dense_resource<_blocks.15._bn2.bias> : tensor<1x320x1x1xf32>}> : () -> tensor<1x320x1x1xf32>
    %281 = "tosa.const"() <{values = dense_resource<_conv_head.weight> : tensor<1280x1x1x320xf32>}> : () -> tensor<1280x1x1x320xf32>
    %282 = "tosa.const"() <{values = dense_resource<_bn1.running_mean> : tensor<1x1280x1x1xf32>}> : () -> tensor<1x1280x1x1xf32>
    %283 = "tosa.const"() <{values = dense_resource<_bn1.weight> : tensor<1x1280x1x1xf32>}> : () -> tensor<1x1280x1x1xf32>
    %284 = "tosa.const"() <{values = dense_resource<_bn1.bias> : tensor<1x1280x1x1xf32>}> : () -> tensor<1x1280x1x1xf32>
    %285 = "tosa.const"() <{values = dense<0.0204081628> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
    %286 = "tosa.const"() <{values = dense_resource<_fc.weight> : tensor<1x1280x1000xf32>}> : () -> tensor<1x1280x1000xf32>
    %287 = "tosa.const"() <{values = dense_resource<_fc.bias> : tensor<1x1000xf32>}> : () -> tensor<1x1000xf32>
    %288 = tosa.pad %arg0, %49, %50 : (tensor<1x3x224x224xf32>, !tosa.shape<8>, tensor<1xf32>) -> tensor<1x3x225x225xf32>
    %289 = tosa.transpose %288 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x3x225x225xf32>) -> tensor<1x225x225x3xf32>
    %290 = tosa.conv2d %289, %87, %51, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>} : (tensor<1x225x225x3xf32>, tensor<32x3x3x3xf32>, tensor<32xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x112x112x32xf32>
    %291 = tosa.transpose %290 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x112x112x32xf32>) -> tensor<1x32x112x112xf32>
    %292 = tosa.add %88, %48 : (tensor<1xf32>, tensor<32xf32>) -> tensor<32xf32>
    %293 = tosa.pow %292, %89 : (tensor<32xf32>, tensor<1xf32>) -> tensor<32xf32>
    %294 = tosa.reciprocal %293 : (tensor<32xf32>) -> tensor<32xf32>
    %295 = tosa.sub %291, %90 : (tensor<1x32x112x112xf32>, tensor<1x32x1x1xf32>) -> tensor<1x32x112x112xf32>
    %296 = tosa.reshape %294, %53 : (tensor<32xf32>, !tosa.shape<4>) -> tensor<1x32x1x1xf32>
    %297 = tosa.mul %295, %296, %52 : (tensor<1x32x112x112xf32>, tensor<1x32x1x1xf32>, tensor<1xi8>) -> tensor<1x32x112x112xf32>
    %298 = tosa.mul %297, %91, %52 : (tensor<1x32x112x112xf32>, tensor<1x32x1x1xf32>, tensor<1xi8>) -> tensor<1x32x112x112xf32>
    %299 = tosa.add %298, %92 : (tensor<1x32x112x112xf32>, tensor<1x32x1x1xf32>) -> tensor<1x32x112x112xf32>
    %300 = tosa.clamp %299 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x32x112x112xf32>) -> tensor<1x32x112x112xf32>
    %301 = tosa.pad %300, %54, %50 : (tensor<1x32x112x112xf32>, !tosa.shape<8>, tensor<1xf32>) -> tensor<1x32x114x114xf32>
    %302 = tosa.transpose %301 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x32x114x114xf32>) -> tensor<1x114x114x32xf32>
    %303 = tosa.depthwise_conv2d %302, %93, %51, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x114x114x32xf32>, tensor<3x3x32x1xf32>, tensor<32xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x112x112x32xf32>
    %304 = tosa.transpose %303 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x112x112x32xf32>) -> tensor<1x32x112x112xf32>
    %305 = tosa.add %88, %47 : (tensor<1xf32>, tensor<32xf32>) -> tensor<32xf32>
    %306 = tosa.pow %305, %89 : (tensor<32xf32>, tensor<1xf32>) -> tensor<32xf32>
    %307 = tosa.reciprocal %306 : (tensor<32xf32>) -> tensor<32xf32>
    %308 = tosa.sub %304, %94 : (tensor<1x32x112x112xf32>, tensor<1x32x1x1xf32>) -> tensor<1x32x112x112xf32>
    %309 = tosa.reshape %307, %53 : (tensor<32xf32>, !tosa.shape<4>) -> tensor<1x32x1x1xf32>
    %310 = tosa.mul %308, %309, %52 : (tensor<1x32x112x112xf32>, tensor<1x32x1x1xf32>, tensor<1xi8>) -> tensor<1x32x112x112xf32>
    %311 = tosa.mul %310, %95, %52 : (tensor<1x32x112x112xf32>, tensor<1x32x1x1xf32>, tensor<1xi8>) -> tensor<1x32x112x112xf32>
    %312 = tosa.add %311, %96 : (tensor<1x32x112x112xf32>, tensor<1x32x1x1xf32>) -> tensor<1x32x112x112xf32>
    %313 = tosa.clamp %312 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x32x112x112xf32>) -> tensor<1x32x112x112xf32>
    %314 = tosa.transpose %313 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x32x112x112xf32>) -> tensor<1x112x112x32xf32>
    %315 = tosa.conv2d %314, %97, %55, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x112x112x32xf32>, tensor<16x1x1x32xf32>, tensor<16xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x112x112x16xf32>
    %316 = tosa.transpose %315 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x112x112x16xf32>) -> tensor<1x16x112x112xf32>
    %317 = tosa.add %88, %46 : (tensor<1xf32>, tensor<16xf32>) -> tensor<16xf32>
    %318 = tosa.pow %317, %89 : (tensor<16xf32>, tensor<1xf32>) -> tensor<16xf32>
    %319 = tosa.reciprocal %318 : (tensor<16xf32>) -> tensor<16xf32>
    %320 = tosa.sub %316, %98 : (tensor<1x16x112x112xf32>, tensor<1x16x1x1xf32>) -> tensor<1x16x112x112xf32>
    %321 = tosa.reshape %319, %56 : (tensor<16xf32>, !tosa.shape<4>) -> tensor<1x16x1x1xf32>
    %322 = tosa.mul %320, %321, %52 : (tensor<1x16x112x112xf32>, tensor<1x16x1x1xf32>, tensor<1xi8>) -> tensor<1x16x112x112xf32>
    %323 = tosa.mul %322, %99, %52 : (tensor<1x16x112x112xf32>, tensor<1x16x1x1xf32>, tensor<1xi8>) -> tensor<1x16x112x112xf32>
    %324 = tosa.add %323, %100 : (tensor<1x16x112x112xf32>, tensor<1x16x1x1xf32>) -> tensor<1x16x112x112xf32>
    %325 = tosa.transpose %324 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x16x112x112xf32>) -> tensor<1x112x112x16xf32>
    %326 = tosa.conv2d %325, %101, %57, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x112x112x16xf32>, tensor<96x1x1x16xf32>, tensor<96xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x112x112x96xf32>
    %327 = tosa.transpose %326 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x112x112x96xf32>) -> tensor<1x96x112x112xf32>
    %328 = tosa.add %88, %45 : (tensor<1xf32>, tensor<96xf32>) -> tensor<96xf32>
    %329 = tosa.pow %328, %89 : (tensor<96xf32>, tensor<1xf32>) -> tensor<96xf32>
    %330 = tosa.reciprocal %329 : (tensor<96xf32>) -> tensor<96xf32>
    %331 = tosa.sub %327, %102 : (tensor<1x96x112x112xf32>, tensor<1x96x1x1xf32>) -> tensor<1x96x112x112xf32>
    %332 = tosa.reshape %330, %58 : (tensor<96xf32>, !tosa.shape<4>) -> tensor<1x96x1x1xf32>
    %333 = tosa.mul %331, %332, %52 : (tensor<1x96x112x112xf32>, tensor<1x96x1x1xf32>, tensor<1xi8>) -> tensor<1x96x112x112xf32>
    %334 = tosa.mul %333, %103, %52 : (tensor<1x96x112x112xf32>, tensor<1x96x1x1xf32>, tensor<1xi8>) -> tensor<1x96x112x112xf32>
    %335 = tosa.add %334, %104 : (tensor<1x96x112x112xf32>, tensor<1x96x1x1xf32>) -> tensor<1x96x112x112xf32>
    %336 = tosa.clamp %335 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x96x112x112xf32>) -> tensor<1x96x112x112xf32>
    %337 = tosa.pad %336, %49, %50 : (tensor<1x96x112x112xf32>, !tosa.shape<8>, tensor<1xf32>) -> tensor<1x96x113x113xf32>
    %338 = tosa.transpose %337 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x96x113x113xf32>) -> tensor<1x113x113x96xf32>
    %339 = tosa.depthwise_conv2d %338, %105, %57, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>} : (tensor<1x113x113x96xf32>, tensor<3x3x96x1xf32>, tensor<96xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x56x56x96xf32>
    %340 = tosa.transpose %339 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x56x56x96xf32>) -> tensor<1x96x56x56xf32>
    %341 = tosa.add %88, %44 : (tensor<1xf32>, tensor<96xf32>) -> tensor<96xf32>
    %342 = tosa.pow %341, %89 : (tensor<96xf32>, tensor<1xf32>) -> tensor<96xf32>
    %343 = tosa.reciprocal %342 : (tensor<96xf32>) -> tensor<96xf32>
    %344 = tosa.sub %340, %106 : (tensor<1x96x56x56xf32>, tensor<1x96x1x1xf32>) -> tensor<1x96x56x56xf32>
    %345 = tosa.reshape %343, %58 : (tensor<96xf32>, !tosa.shape<4>) -> tensor<1x96x1x1xf32>
    %346 = tosa.mul %344, %345, %52 : (tensor<1x96x56x56xf32>, tensor<1x96x1x1xf32>, tensor<1xi8>) -> tensor<1x96x56x56xf32>
    %347 = tosa.mul %346, %107, %52 : (tensor<1x96x56x56xf32>, tensor<1x96x1x1xf32>, tensor<1xi8>) -> tensor<1x96x56x56xf32>
    %348 = tosa.add %347, %108 : (tensor<1x96x56x56xf32>, tensor<1x96x1x1xf32>) -> tensor<1x96x56x56xf32>
    %349 = tosa.clamp %348 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x96x56x56xf32>) -> tensor<1x96x56x56xf32>
    %350 = tosa.transpose %349 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x96x56x56xf32>) -> tensor<1x56x56x96xf32>
    %351 = tosa.conv2d %350, %109, %59, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x56x56x96xf32>, tensor<24x1x1x96xf32>, tensor<24xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x56x56x24xf32>
    %352 = tosa.transpose %351 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x56x56x24xf32>) -> tensor<1x24x56x56xf32>
    %353 = tosa.add %88, %43 : (tensor<1xf32>, tensor<24xf32>) -> tensor<24xf32>
    %354 = tosa.pow %353, %89 : (tensor<24xf32>, tensor<1xf32>) -> tensor<24xf32>
    %355 = tosa.reciprocal %354 : (tensor<24xf32>) -> tensor<24xf32>
    %356 = tosa.sub %352, %110 : (tensor<1x24x56x56xf32>, tensor<1x24x1x1xf32>) -> tensor<1x24x56x56xf32>
    %357 = tosa.reshape %355, %60 : (tensor<24xf32>, !tosa.shape<4>) -> tensor<1x24x1x1xf32>
    %358 = tosa.mul %356, %357, %52 : (tensor<1x24x56x56xf32>, tensor<1x24x1x1xf32>, tensor<1xi8>) -> tensor<1x24x56x56xf32>
    %359 = tosa.mul %358, %111, %52 : (tensor<1x24x56x56xf32>, tensor<1x24x1x1xf32>, tensor<1xi8>) -> tensor<1x24x56x56xf32>
    %360 = tosa.add %359, %112 : (tensor<1x24x56x56xf32>, tensor<1x24x1x1xf32>) -> tensor<1x24x56x56xf32>
    %361 = tosa.transpose %360 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x24x56x56xf32>) -> tensor<1x56x56x24xf32>
    %362 = tosa.conv2d %361, %113, %61, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x56x56x24xf32>, tensor<144x1x1x24xf32>, tensor<144xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x56x56x144xf32>
    %363 = tosa.transpose %362 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x56x56x144xf32>) -> tensor<1x144x56x56xf32>
    %364 = tosa.add %88, %42 : (tensor<1xf32>, tensor<144xf32>) -> tensor<144xf32>
    %365 = tosa.pow %364, %89 : (tensor<144xf32>, tensor<1xf32>) -> tensor<144xf32>
    %366 = tosa.reciprocal %365 : (tensor<144xf32>) -> tensor<144xf32>
    %367 = tosa.sub %363, %114 : (tensor<1x144x56x56xf32>, tensor<1x144x1x1xf32>) -> tensor<1x144x56x56xf32>
    %368 = tosa.reshape %366, %62 : (tensor<144xf32>, !tosa.shape<4>) -> tensor<1x144x1x1xf32>
    %369 = tosa.mul %367, %368, %52 : (tensor<1x144x56x56xf32>, tensor<1x144x1x1xf32>, tensor<1xi8>) -> tensor<1x144x56x56xf32>
    %370 = tosa.mul %369, %115, %52 : (tensor<1x144x56x56xf32>, tensor<1x144x1x1xf32>, tensor<1xi8>) -> tensor<1x144x56x56xf32>
    %371 = tosa.add %370, %116 : (tensor<1x144x56x56xf32>, tensor<1x144x1x1xf32>) -> tensor<1x144x56x56xf32>
    %372 = tosa.clamp %371 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x144x56x56xf32>) -> tensor<1x144x56x56xf32>
    %373 = tosa.pad %372, %54, %50 : (tensor<1x144x56x56xf32>, !tosa.shape<8>, tensor<1xf32>) -> tensor<1x144x58x58xf32>
    %374 = tosa.transpose %373 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x144x58x58xf32>) -> tensor<1x58x58x144xf32>
    %375 = tosa.depthwise_conv2d %374, %117, %61, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x58x58x144xf32>, tensor<3x3x144x1xf32>, tensor<144xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x56x56x144xf32>
    %376 = tosa.transpose %375 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x56x56x144xf32>) -> tensor<1x144x56x56xf32>
    %377 = tosa.add %88, %41 : (tensor<1xf32>, tensor<144xf32>) -> tensor<144xf32>
    %378 = tosa.pow %377, %89 : (tensor<144xf32>, tensor<1xf32>) -> tensor<144xf32>
    %379 = tosa.reciprocal %378 : (tensor<144xf32>) -> tensor<144xf32>
    %380 = tosa.sub %376, %118 : (tensor<1x144x56x56xf32>, tensor<1x144x1x1xf32>) -> tensor<1x144x56x56xf32>
    %381 = tosa.reshape %379, %62 : (tensor<144xf32>, !tosa.shape<4>) -> tensor<1x144x1x1xf32>
    %382 = tosa.mul %380, %381, %52 : (tensor<1x144x56x56xf32>, tensor<1x144x1x1xf32>, tensor<1xi8>) -> tensor<1x144x56x56xf32>
    %383 = tosa.mul %382, %119, %52 : (tensor<1x144x56x56xf32>, tensor<1x144x1x1xf32>, tensor<1xi8>) -> tensor<1x144x56x56xf32>
    %384 = tosa.add %383, %120 : (tensor<1x144x56x56xf32>, tensor<1x144x1x1xf32>) -> tensor<1x144x56x56xf32>
    %385 = tosa.clamp %384 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x144x56x56xf32>) -> tensor<1x144x56x56xf32>
    %386 = tosa.transpose %385 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x144x56x56xf32>) -> tensor<1x56x56x144xf32>
    %387 = tosa.conv2d %386, %121, %59, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x56x56x144xf32>, tensor<24x1x1x144xf32>, tensor<24xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x56x56x24xf32>
    %388 = tosa.transpose %387 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x56x56x24xf32>) -> tensor<1x24x56x56xf32>
    %389 = tosa.add %88, %40 : (tensor<1xf32>, tensor<24xf32>) -> tensor<24xf32>
    %390 = tosa.pow %389, %89 : (tensor<24xf32>, tensor<1xf32>) -> tensor<24xf32>
    %391 = tosa.reciprocal %390 : (tensor<24xf32>) -> tensor<24xf32>
    %392 = tosa.sub %388, %122 : (tensor<1x24x56x56xf32>, tensor<1x24x1x1xf32>) -> tensor<1x24x56x56xf32>
    %393 = tosa.reshape %391, %60 : (tensor<24xf32>, !tosa.shape<4>) -> tensor<1x24x1x1xf32>
    %394 = tosa.mul %392, %393, %52 : (tensor<1x24x56x56xf32>, tensor<1x24x1x1xf32>, tensor<1xi8>) -> tensor<1x24x56x56xf32>
    %395 = tosa.mul %394, %123, %52 : (tensor<1x24x56x56xf32>, tensor<1x24x1x1xf32>, tensor<1xi8>) -> tensor<1x24x56x56xf32>
    %396 = tosa.add %395, %124 : (tensor<1x24x56x56xf32>, tensor<1x24x1x1xf32>) -> tensor<1x24x56x56xf32>
    %397 = tosa.add %396, %360 : (tensor<1x24x56x56xf32>, tensor<1x24x56x56xf32>) -> tensor<1x24x56x56xf32>
    %398 = tosa.transpose %397 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x24x56x56xf32>) -> tensor<1x56x56x24xf32>
    %399 = tosa.conv2d %398, %125, %61, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x56x56x24xf32>, tensor<144x1x1x24xf32>, tensor<144xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x56x56x144xf32>
    %400 = tosa.transpose %399 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x56x56x144xf32>) -> tensor<1x144x56x56xf32>
    %401 = tosa.add %88, %39 : (tensor<1xf32>, tensor<144xf32>) -> tensor<144xf32>
    %402 = tosa.pow %401, %89 : (tensor<144xf32>, tensor<1xf32>) -> tensor<144xf32>
    %403 = tosa.reciprocal %402 : (tensor<144xf32>) -> tensor<144xf32>
    %404 = tosa.sub %400, %126 : (tensor<1x144x56x56xf32>, tensor<1x144x1x1xf32>) -> tensor<1x144x56x56xf32>
    %405 = tosa.reshape %403, %62 : (tensor<144xf32>, !tosa.shape<4>) -> tensor<1x144x1x1xf32>
    %406 = tosa.mul %404, %405, %52 : (tensor<1x144x56x56xf32>, tensor<1x144x1x1xf32>, tensor<1xi8>) -> tensor<1x144x56x56xf32>
    %407 = tosa.mul %406, %127, %52 : (tensor<1x144x56x56xf32>, tensor<1x144x1x1xf32>, tensor<1xi8>) -> tensor<1x144x56x56xf32>
    %408 = tosa.add %407, %128 : (tensor<1x144x56x56xf32>, tensor<1x144x1x1xf32>) -> tensor<1x144x56x56xf32>
    %409 = tosa.clamp %408 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x144x56x56xf32>) -> tensor<1x144x56x56xf32>
    %410 = tosa.pad %409, %63, %50 : (tensor<1x144x56x56xf32>, !tosa.shape<8>, tensor<1xf32>) -> tensor<1x144x59x59xf32>
    %411 = tosa.transpose %410 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x144x59x59xf32>) -> tensor<1x59x59x144xf32>
    %412 = tosa.depthwise_conv2d %411, %129, %61, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>} : (tensor<1x59x59x144xf32>, tensor<5x5x144x1xf32>, tensor<144xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x28x28x144xf32>
    %413 = tosa.transpose %412 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x28x28x144xf32>) -> tensor<1x144x28x28xf32>
    %414 = tosa.add %88, %38 : (tensor<1xf32>, tensor<144xf32>) -> tensor<144xf32>
    %415 = tosa.pow %414, %89 : (tensor<144xf32>, tensor<1xf32>) -> tensor<144xf32>
    %416 = tosa.reciprocal %415 : (tensor<144xf32>) -> tensor<144xf32>
    %417 = tosa.sub %413, %130 : (tensor<1x144x28x28xf32>, tensor<1x144x1x1xf32>) -> tensor<1x144x28x28xf32>
    %418 = tosa.reshape %416, %62 : (tensor<144xf32>, !tosa.shape<4>) -> tensor<1x144x1x1xf32>
    %419 = tosa.mul %417, %418, %52 : (tensor<1x144x28x28xf32>, tensor<1x144x1x1xf32>, tensor<1xi8>) -> tensor<1x144x28x28xf32>
    %420 = tosa.mul %419, %131, %52 : (tensor<1x144x28x28xf32>, tensor<1x144x1x1xf32>, tensor<1xi8>) -> tensor<1x144x28x28xf32>
    %421 = tosa.add %420, %132 : (tensor<1x144x28x28xf32>, tensor<1x144x1x1xf32>) -> tensor<1x144x28x28xf32>
    %422 = tosa.clamp %421 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x144x28x28xf32>) -> tensor<1x144x28x28xf32>
    %423 = tosa.transpose %422 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x144x28x28xf32>) -> tensor<1x28x28x144xf32>
    %424 = tosa.conv2d %423, %133, %64, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x28x28x144xf32>, tensor<40x1x1x144xf32>, tensor<40xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x28x28x40xf32>
    %425 = tosa.transpose %424 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x28x28x40xf32>) -> tensor<1x40x28x28xf32>
    %426 = tosa.add %88, %37 : (tensor<1xf32>, tensor<40xf32>) -> tensor<40xf32>
    %427 = tosa.pow %426, %89 : (tensor<40xf32>, tensor<1xf32>) -> tensor<40xf32>
    %428 = tosa.reciprocal %427 : (tensor<40xf32>) -> tensor<40xf32>
    %429 = tosa.sub %425, %134 : (tensor<1x40x28x28xf32>, tensor<1x40x1x1xf32>) -> tensor<1x40x28x28xf32>
    %430 = tosa.reshape %428, %65 : (tensor<40xf32>, !tosa.shape<4>) -> tensor<1x40x1x1xf32>
    %431 = tosa.mul %429, %430, %52 : (tensor<1x40x28x28xf32>, tensor<1x40x1x1xf32>, tensor<1xi8>) -> tensor<1x40x28x28xf32>
    %432 = tosa.mul %431, %135, %52 : (tensor<1x40x28x28xf32>, tensor<1x40x1x1xf32>, tensor<1xi8>) -> tensor<1x40x28x28xf32>
    %433 = tosa.add %432, %136 : (tensor<1x40x28x28xf32>, tensor<1x40x1x1xf32>) -> tensor<1x40x28x28xf32>
    %434 = tosa.transpose %433 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x40x28x28xf32>) -> tensor<1x28x28x40xf32>
    %435 = tosa.conv2d %434, %137, %66, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x28x28x40xf32>, tensor<240x1x1x40xf32>, tensor<240xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x28x28x240xf32>
    %436 = tosa.transpose %435 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x28x28x240xf32>) -> tensor<1x240x28x28xf32>
    %437 = tosa.add %88, %36 : (tensor<1xf32>, tensor<240xf32>) -> tensor<240xf32>
    %438 = tosa.pow %437, %89 : (tensor<240xf32>, tensor<1xf32>) -> tensor<240xf32>
    %439 = tosa.reciprocal %438 : (tensor<240xf32>) -> tensor<240xf32>
    %440 = tosa.sub %436, %138 : (tensor<1x240x28x28xf32>, tensor<1x240x1x1xf32>) -> tensor<1x240x28x28xf32>
    %441 = tosa.reshape %439, %67 : (tensor<240xf32>, !tosa.shape<4>) -> tensor<1x240x1x1xf32>
    %442 = tosa.mul %440, %441, %52 : (tensor<1x240x28x28xf32>, tensor<1x240x1x1xf32>, tensor<1xi8>) -> tensor<1x240x28x28xf32>
    %443 = tosa.mul %442, %139, %52 : (tensor<1x240x28x28xf32>, tensor<1x240x1x1xf32>, tensor<1xi8>) -> tensor<1x240x28x28xf32>
    %444 = tosa.add %443, %140 : (tensor<1x240x28x28xf32>, tensor<1x240x1x1xf32>) -> tensor<1x240x28x28xf32>
    %445 = tosa.clamp %444 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x240x28x28xf32>) -> tensor<1x240x28x28xf32>
    %446 = tosa.pad %445, %68, %50 : (tensor<1x240x28x28xf32>, !tosa.shape<8>, tensor<1xf32>) -> tensor<1x240x32x32xf32>
    %447 = tosa.transpose %446 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x240x32x32xf32>) -> tensor<1x32x32x240xf32>
    %448 = tosa.depthwise_conv2d %447, %141, %66, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x32x32x240xf32>, tensor<5x5x240x1xf32>, tensor<240xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x28x28x240xf32>
    %449 = tosa.transpose %448 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x28x28x240xf32>) -> tensor<1x240x28x28xf32>
    %450 = tosa.add %88, %35 : (tensor<1xf32>, tensor<240xf32>) -> tensor<240xf32>
    %451 = tosa.pow %450, %89 : (tensor<240xf32>, tensor<1xf32>) -> tensor<240xf32>
    %452 = tosa.reciprocal %451 : (tensor<240xf32>) -> tensor<240xf32>
    %453 = tosa.sub %449, %142 : (tensor<1x240x28x28xf32>, tensor<1x240x1x1xf32>) -> tensor<1x240x28x28xf32>
    %454 = tosa.reshape %452, %67 : (tensor<240xf32>, !tosa.shape<4>) -> tensor<1x240x1x1xf32>
    %455 = tosa.mul %453, %454, %52 : (tensor<1x240x28x28xf32>, tensor<1x240x1x1xf32>, tensor<1xi8>) -> tensor<1x240x28x28xf32>
    %456 = tosa.mul %455, %143, %52 : (tensor<1x240x28x28xf32>, tensor<1x240x1x1xf32>, tensor<1xi8>) -> tensor<1x240x28x28xf32>
    %457 = tosa.add %456, %144 : (tensor<1x240x28x28xf32>, tensor<1x240x1x1xf32>) -> tensor<1x240x28x28xf32>
    %458 = tosa.clamp %457 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x240x28x28xf32>) -> tensor<1x240x28x28xf32>
    %459 = tosa.transpose %458 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x240x28x28xf32>) -> tensor<1x28x28x240xf32>
    %460 = tosa.conv2d %459, %145, %64, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x28x28x240xf32>, tensor<40x1x1x240xf32>, tensor<40xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x28x28x40xf32>
    %461 = tosa.transpose %460 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x28x28x40xf32>) -> tensor<1x40x28x28xf32>
    %462 = tosa.add %88, %34 : (tensor<1xf32>, tensor<40xf32>) -> tensor<40xf32>
    %463 = tosa.pow %462, %89 : (tensor<40xf32>, tensor<1xf32>) -> tensor<40xf32>
    %464 = tosa.reciprocal %463 : (tensor<40xf32>) -> tensor<40xf32>
    %465 = tosa.sub %461, %146 : (tensor<1x40x28x28xf32>, tensor<1x40x1x1xf32>) -> tensor<1x40x28x28xf32>
    %466 = tosa.reshape %464, %65 : (tensor<40xf32>, !tosa.shape<4>) -> tensor<1x40x1x1xf32>
    %467 = tosa.mul %465, %466, %52 : (tensor<1x40x28x28xf32>, tensor<1x40x1x1xf32>, tensor<1xi8>) -> tensor<1x40x28x28xf32>
    %468 = tosa.mul %467, %147, %52 : (tensor<1x40x28x28xf32>, tensor<1x40x1x1xf32>, tensor<1xi8>) -> tensor<1x40x28x28xf32>
    %469 = tosa.add %468, %148 : (tensor<1x40x28x28xf32>, tensor<1x40x1x1xf32>) -> tensor<1x40x28x28xf32>
    %470 = tosa.add %469, %433 : (tensor<1x40x28x28xf32>, tensor<1x40x28x28xf32>) -> tensor<1x40x28x28xf32>
    %471 = tosa.transpose %470 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x40x28x28xf32>) -> tensor<1x28x28x40xf32>
    %472 = tosa.conv2d %471, %149, %66, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x28x28x40xf32>, tensor<240x1x1x40xf32>, tensor<240xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x28x28x240xf32>
    %473 = tosa.transpose %472 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x28x28x240xf32>) -> tensor<1x240x28x28xf32>
    %474 = tosa.add %88, %33 : (tensor<1xf32>, tensor<240xf32>) -> tensor<240xf32>
    %475 = tosa.pow %474, %89 : (tensor<240xf32>, tensor<1xf32>) -> tensor<240xf32>
    %476 = tosa.reciprocal %475 : (tensor<240xf32>) -> tensor<240xf32>
    %477 = tosa.sub %473, %150 : (tensor<1x240x28x28xf32>, tensor<1x240x1x1xf32>) -> tensor<1x240x28x28xf32>
    %478 = tosa.reshape %476, %67 : (tensor<240xf32>, !tosa.shape<4>) -> tensor<1x240x1x1xf32>
    %479 = tosa.mul %477, %478, %52 : (tensor<1x240x28x28xf32>, tensor<1x240x1x1xf32>, tensor<1xi8>) -> tensor<1x240x28x28xf32>
    %480 = tosa.mul %479, %151, %52 : (tensor<1x240x28x28xf32>, tensor<1x240x1x1xf32>, tensor<1xi8>) -> tensor<1x240x28x28xf32>
    %481 = tosa.add %480, %152 : (tensor<1x240x28x28xf32>, tensor<1x240x1x1xf32>) -> tensor<1x240x28x28xf32>
    %482 = tosa.clamp %481 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x240x28x28xf32>) -> tensor<1x240x28x28xf32>
    %483 = tosa.pad %482, %49, %50 : (tensor<1x240x28x28xf32>, !tosa.shape<8>, tensor<1xf32>) -> tensor<1x240x29x29xf32>
    %484 = tosa.transpose %483 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x240x29x29xf32>) -> tensor<1x29x29x240xf32>
    %485 = tosa.depthwise_conv2d %484, %153, %66, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>} : (tensor<1x29x29x240xf32>, tensor<3x3x240x1xf32>, tensor<240xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x14x14x240xf32>
    %486 = tosa.transpose %485 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x14x14x240xf32>) -> tensor<1x240x14x14xf32>
    %487 = tosa.add %88, %32 : (tensor<1xf32>, tensor<240xf32>) -> tensor<240xf32>
    %488 = tosa.pow %487, %89 : (tensor<240xf32>, tensor<1xf32>) -> tensor<240xf32>
    %489 = tosa.reciprocal %488 : (tensor<240xf32>) -> tensor<240xf32>
    %490 = tosa.sub %486, %154 : (tensor<1x240x14x14xf32>, tensor<1x240x1x1xf32>) -> tensor<1x240x14x14xf32>
    %491 = tosa.reshape %489, %67 : (tensor<240xf32>, !tosa.shape<4>) -> tensor<1x240x1x1xf32>
    %492 = tosa.mul %490, %491, %52 : (tensor<1x240x14x14xf32>, tensor<1x240x1x1xf32>, tensor<1xi8>) -> tensor<1x240x14x14xf32>
    %493 = tosa.mul %492, %155, %52 : (tensor<1x240x14x14xf32>, tensor<1x240x1x1xf32>, tensor<1xi8>) -> tensor<1x240x14x14xf32>
    %494 = tosa.add %493, %156 : (tensor<1x240x14x14xf32>, tensor<1x240x1x1xf32>) -> tensor<1x240x14x14xf32>
    %495 = tosa.clamp %494 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x240x14x14xf32>) -> tensor<1x240x14x14xf32>
    %496 = tosa.transpose %495 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x240x14x14xf32>) -> tensor<1x14x14x240xf32>
    %497 = tosa.conv2d %496, %157, %69, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x14x14x240xf32>, tensor<80x1x1x240xf32>, tensor<80xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x14x14x80xf32>
    %498 = tosa.transpose %497 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x14x14x80xf32>) -> tensor<1x80x14x14xf32>
    %499 = tosa.add %88, %31 : (tensor<1xf32>, tensor<80xf32>) -> tensor<80xf32>
    %500 = tosa.pow %499, %89 : (tensor<80xf32>, tensor<1xf32>) -> tensor<80xf32>
    %501 = tosa.reciprocal %500 : (tensor<80xf32>) -> tensor<80xf32>
    %502 = tosa.sub %498, %158 : (tensor<1x80x14x14xf32>, tensor<1x80x1x1xf32>) -> tensor<1x80x14x14xf32>
    %503 = tosa.reshape %501, %70 : (tensor<80xf32>, !tosa.shape<4>) -> tensor<1x80x1x1xf32>
    %504 = tosa.mul %502, %503, %52 : (tensor<1x80x14x14xf32>, tensor<1x80x1x1xf32>, tensor<1xi8>) -> tensor<1x80x14x14xf32>
    %505 = tosa.mul %504, %159, %52 : (tensor<1x80x14x14xf32>, tensor<1x80x1x1xf32>, tensor<1xi8>) -> tensor<1x80x14x14xf32>
    %506 = tosa.add %505, %160 : (tensor<1x80x14x14xf32>, tensor<1x80x1x1xf32>) -> tensor<1x80x14x14xf32>
    %507 = tosa.transpose %506 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x80x14x14xf32>) -> tensor<1x14x14x80xf32>
    %508 = tosa.conv2d %507, %161, %71, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x14x14x80xf32>, tensor<480x1x1x80xf32>, tensor<480xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x14x14x480xf32>
    %509 = tosa.transpose %508 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x14x14x480xf32>) -> tensor<1x480x14x14xf32>
    %510 = tosa.add %88, %30 : (tensor<1xf32>, tensor<480xf32>) -> tensor<480xf32>
    %511 = tosa.pow %510, %89 : (tensor<480xf32>, tensor<1xf32>) -> tensor<480xf32>
    %512 = tosa.reciprocal %511 : (tensor<480xf32>) -> tensor<480xf32>
    %513 = tosa.sub %509, %162 : (tensor<1x480x14x14xf32>, tensor<1x480x1x1xf32>) -> tensor<1x480x14x14xf32>
    %514 = tosa.reshape %512, %72 : (tensor<480xf32>, !tosa.shape<4>) -> tensor<1x480x1x1xf32>
    %515 = tosa.mul %513, %514, %52 : (tensor<1x480x14x14xf32>, tensor<1x480x1x1xf32>, tensor<1xi8>) -> tensor<1x480x14x14xf32>
    %516 = tosa.mul %515, %163, %52 : (tensor<1x480x14x14xf32>, tensor<1x480x1x1xf32>, tensor<1xi8>) -> tensor<1x480x14x14xf32>
    %517 = tosa.add %516, %164 : (tensor<1x480x14x14xf32>, tensor<1x480x1x1xf32>) -> tensor<1x480x14x14xf32>
    %518 = tosa.clamp %517 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x480x14x14xf32>) -> tensor<1x480x14x14xf32>
    %519 = tosa.pad %518, %54, %50 : (tensor<1x480x14x14xf32>, !tosa.shape<8>, tensor<1xf32>) -> tensor<1x480x16x16xf32>
    %520 = tosa.transpose %519 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x480x16x16xf32>) -> tensor<1x16x16x480xf32>
    %521 = tosa.depthwise_conv2d %520, %165, %71, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x16x16x480xf32>, tensor<3x3x480x1xf32>, tensor<480xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x14x14x480xf32>
    %522 = tosa.transpose %521 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x14x14x480xf32>) -> tensor<1x480x14x14xf32>
    %523 = tosa.add %88, %29 : (tensor<1xf32>, tensor<480xf32>) -> tensor<480xf32>
    %524 = tosa.pow %523, %89 : (tensor<480xf32>, tensor<1xf32>) -> tensor<480xf32>
    %525 = tosa.reciprocal %524 : (tensor<480xf32>) -> tensor<480xf32>
    %526 = tosa.sub %522, %166 : (tensor<1x480x14x14xf32>, tensor<1x480x1x1xf32>) -> tensor<1x480x14x14xf32>
    %527 = tosa.reshape %525, %72 : (tensor<480xf32>, !tosa.shape<4>) -> tensor<1x480x1x1xf32>
    %528 = tosa.mul %526, %527, %52 : (tensor<1x480x14x14xf32>, tensor<1x480x1x1xf32>, tensor<1xi8>) -> tensor<1x480x14x14xf32>
    %529 = tosa.mul %528, %167, %52 : (tensor<1x480x14x14xf32>, tensor<1x480x1x1xf32>, tensor<1xi8>) -> tensor<1x480x14x14xf32>
    %530 = tosa.add %529, %168 : (tensor<1x480x14x14xf32>, tensor<1x480x1x1xf32>) -> tensor<1x480x14x14xf32>
    %531 = tosa.clamp %530 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x480x14x14xf32>) -> tensor<1x480x14x14xf32>
    %532 = tosa.transpose %531 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x480x14x14xf32>) -> tensor<1x14x14x480xf32>
    %533 = tosa.conv2d %532, %169, %69, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x14x14x480xf32>, tensor<80x1x1x480xf32>, tensor<80xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x14x14x80xf32>
    %534 = tosa.transpose %533 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x14x14x80xf32>) -> tensor<1x80x14x14xf32>
    %535 = tosa.add %88, %28 : (tensor<1xf32>, tensor<80xf32>) -> tensor<80xf32>
    %536 = tosa.pow %535, %89 : (tensor<80xf32>, tensor<1xf32>) -> tensor<80xf32>
    %537 = tosa.reciprocal %536 : (tensor<80xf32>) -> tensor<80xf32>
    %538 = tosa.sub %534, %170 : (tensor<1x80x14x14xf32>, tensor<1x80x1x1xf32>) -> tensor<1x80x14x14xf32>
    %539 = tosa.reshape %537, %70 : (tensor<80xf32>, !tosa.shape<4>) -> tensor<1x80x1x1xf32>
    %540 = tosa.mul %538, %539, %52 : (tensor<1x80x14x14xf32>, tensor<1x80x1x1xf32>, tensor<1xi8>) -> tensor<1x80x14x14xf32>
    %541 = tosa.mul %540, %171, %52 : (tensor<1x80x14x14xf32>, tensor<1x80x1x1xf32>, tensor<1xi8>) -> tensor<1x80x14x14xf32>
    %542 = tosa.add %541, %172 : (tensor<1x80x14x14xf32>, tensor<1x80x1x1xf32>) -> tensor<1x80x14x14xf32>
    %543 = tosa.add %542, %506 : (tensor<1x80x14x14xf32>, tensor<1x80x14x14xf32>) -> tensor<1x80x14x14xf32>
    %544 = tosa.transpose %543 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x80x14x14xf32>) -> tensor<1x14x14x80xf32>
    %545 = tosa.conv2d %544, %173, %71, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x14x14x80xf32>, tensor<480x1x1x80xf32>, tensor<480xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x14x14x480xf32>
    %546 = tosa.transpose %545 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x14x14x480xf32>) -> tensor<1x480x14x14xf32>
    %547 = tosa.add %88, %27 : (tensor<1xf32>, tensor<480xf32>) -> tensor<480xf32>
    %548 = tosa.pow %547, %89 : (tensor<480xf32>, tensor<1xf32>) -> tensor<480xf32>
    %549 = tosa.reciprocal %548 : (tensor<480xf32>) -> tensor<480xf32>
    %550 = tosa.sub %546, %174 : (tensor<1x480x14x14xf32>, tensor<1x480x1x1xf32>) -> tensor<1x480x14x14xf32>
    %551 = tosa.reshape %549, %72 : (tensor<480xf32>, !tosa.shape<4>) -> tensor<1x480x1x1xf32>
    %552 = tosa.mul %550, %551, %52 : (tensor<1x480x14x14xf32>, tensor<1x480x1x1xf32>, tensor<1xi8>) -> tensor<1x480x14x14xf32>
    %553 = tosa.mul %552, %175, %52 : (tensor<1x480x14x14xf32>, tensor<1x480x1x1xf32>, tensor<1xi8>) -> tensor<1x480x14x14xf32>
    %554 = tosa.add %553, %176 : (tensor<1x480x14x14xf32>, tensor<1x480x1x1xf32>) -> tensor<1x480x14x14xf32>
    %555 = tosa.clamp %554 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x480x14x14xf32>) -> tensor<1x480x14x14xf32>
    %556 = tosa.pad %555, %54, %50 : (tensor<1x480x14x14xf32>, !tosa.shape<8>, tensor<1xf32>) -> tensor<1x480x16x16xf32>
    %557 = tosa.transpose %556 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x480x16x16xf32>) -> tensor<1x16x16x480xf32>
    %558 = tosa.depthwise_conv2d %557, %177, %71, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x16x16x480xf32>, tensor<3x3x480x1xf32>, tensor<480xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x14x14x480xf32>
    %559 = tosa.transpose %558 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x14x14x480xf32>) -> tensor<1x480x14x14xf32>
    %560 = tosa.add %88, %26 : (tensor<1xf32>, tensor<480xf32>) -> tensor<480xf32>
    %561 = tosa.pow %560, %89 : (tensor<480xf32>, tensor<1xf32>) -> tensor<480xf32>
    %562 = tosa.reciprocal %561 : (tensor<480xf32>) -> tensor<480xf32>
    %563 = tosa.sub %559, %178 : (tensor<1x480x14x14xf32>, tensor<1x480x1x1xf32>) -> tensor<1x480x14x14xf32>
    %564 = tosa.reshape %562, %72 : (tensor<480xf32>, !tosa.shape<4>) -> tensor<1x480x1x1xf32>
    %565 = tosa.mul %563, %564, %52 : (tensor<1x480x14x14xf32>, tensor<1x480x1x1xf32>, tensor<1xi8>) -> tensor<1x480x14x14xf32>
    %566 = tosa.mul %565, %179, %52 : (tensor<1x480x14x14xf32>, tensor<1x480x1x1xf32>, tensor<1xi8>) -> tensor<1x480x14x14xf32>
    %567 = tosa.add %566, %180 : (tensor<1x480x14x14xf32>, tensor<1x480x1x1xf32>) -> tensor<1x480x14x14xf32>
    %568 = tosa.clamp %567 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x480x14x14xf32>) -> tensor<1x480x14x14xf32>
    %569 = tosa.transpose %568 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x480x14x14xf32>) -> tensor<1x14x14x480xf32>
    %570 = tosa.conv2d %569, %181, %69, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x14x14x480xf32>, tensor<80x1x1x480xf32>, tensor<80xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x14x14x80xf32>
    %571 = tosa.transpose %570 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x14x14x80xf32>) -> tensor<1x80x14x14xf32>
    %572 = tosa.add %88, %25 : (tensor<1xf32>, tensor<80xf32>) -> tensor<80xf32>
    %573 = tosa.pow %572, %89 : (tensor<80xf32>, tensor<1xf32>) -> tensor<80xf32>
    %574 = tosa.reciprocal %573 : (tensor<80xf32>) -> tensor<80xf32>
    %575 = tosa.sub %571, %182 : (tensor<1x80x14x14xf32>, tensor<1x80x1x1xf32>) -> tensor<1x80x14x14xf32>
    %576 = tosa.reshape %574, %70 : (tensor<80xf32>, !tosa.shape<4>) -> tensor<1x80x1x1xf32>
    %577 = tosa.mul %575, %576, %52 : (tensor<1x80x14x14xf32>, tensor<1x80x1x1xf32>, tensor<1xi8>) -> tensor<1x80x14x14xf32>
    %578 = tosa.mul %577, %183, %52 : (tensor<1x80x14x14xf32>, tensor<1x80x1x1xf32>, tensor<1xi8>) -> tensor<1x80x14x14xf32>
    %579 = tosa.add %578, %184 : (tensor<1x80x14x14xf32>, tensor<1x80x1x1xf32>) -> tensor<1x80x14x14xf32>
    %580 = tosa.add %579, %543 : (tensor<1x80x14x14xf32>, tensor<1x80x14x14xf32>) -> tensor<1x80x14x14xf32>
    %581 = tosa.transpose %580 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x80x14x14xf32>) -> tensor<1x14x14x80xf32>
    %582 = tosa.conv2d %581, %185, %71, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x14x14x80xf32>, tensor<480x1x1x80xf32>, tensor<480xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x14x14x480xf32>
    %583 = tosa.transpose %582 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x14x14x480xf32>) -> tensor<1x480x14x14xf32>
    %584 = tosa.add %88, %24 : (tensor<1xf32>, tensor<480xf32>) -> tensor<480xf32>
    %585 = tosa.pow %584, %89 : (tensor<480xf32>, tensor<1xf32>) -> tensor<480xf32>
    %586 = tosa.reciprocal %585 : (tensor<480xf32>) -> tensor<480xf32>
    %587 = tosa.sub %583, %186 : (tensor<1x480x14x14xf32>, tensor<1x480x1x1xf32>) -> tensor<1x480x14x14xf32>
    %588 = tosa.reshape %586, %72 : (tensor<480xf32>, !tosa.shape<4>) -> tensor<1x480x1x1xf32>
    %589 = tosa.mul %587, %588, %52 : (tensor<1x480x14x14xf32>, tensor<1x480x1x1xf32>, tensor<1xi8>) -> tensor<1x480x14x14xf32>
    %590 = tosa.mul %589, %187, %52 : (tensor<1x480x14x14xf32>, tensor<1x480x1x1xf32>, tensor<1xi8>) -> tensor<1x480x14x14xf32>
    %591 = tosa.add %590, %188 : (tensor<1x480x14x14xf32>, tensor<1x480x1x1xf32>) -> tensor<1x480x14x14xf32>
    %592 = tosa.clamp %591 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x480x14x14xf32>) -> tensor<1x480x14x14xf32>
    %593 = tosa.pad %592, %68, %50 : (tensor<1x480x14x14xf32>, !tosa.shape<8>, tensor<1xf32>) -> tensor<1x480x18x18xf32>
    %594 = tosa.transpose %593 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x480x18x18xf32>) -> tensor<1x18x18x480xf32>
    %595 = tosa.depthwise_conv2d %594, %189, %71, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x18x18x480xf32>, tensor<5x5x480x1xf32>, tensor<480xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x14x14x480xf32>
    %596 = tosa.transpose %595 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x14x14x480xf32>) -> tensor<1x480x14x14xf32>
    %597 = tosa.add %88, %23 : (tensor<1xf32>, tensor<480xf32>) -> tensor<480xf32>
    %598 = tosa.pow %597, %89 : (tensor<480xf32>, tensor<1xf32>) -> tensor<480xf32>
    %599 = tosa.reciprocal %598 : (tensor<480xf32>) -> tensor<480xf32>
    %600 = tosa.sub %596, %190 : (tensor<1x480x14x14xf32>, tensor<1x480x1x1xf32>) -> tensor<1x480x14x14xf32>
    %601 = tosa.reshape %599, %72 : (tensor<480xf32>, !tosa.shape<4>) -> tensor<1x480x1x1xf32>
    %602 = tosa.mul %600, %601, %52 : (tensor<1x480x14x14xf32>, tensor<1x480x1x1xf32>, tensor<1xi8>) -> tensor<1x480x14x14xf32>
    %603 = tosa.mul %602, %191, %52 : (tensor<1x480x14x14xf32>, tensor<1x480x1x1xf32>, tensor<1xi8>) -> tensor<1x480x14x14xf32>
    %604 = tosa.add %603, %192 : (tensor<1x480x14x14xf32>, tensor<1x480x1x1xf32>) -> tensor<1x480x14x14xf32>
    %605 = tosa.clamp %604 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x480x14x14xf32>) -> tensor<1x480x14x14xf32>
    %606 = tosa.transpose %605 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x480x14x14xf32>) -> tensor<1x14x14x480xf32>
    %607 = tosa.conv2d %606, %193, %73, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x14x14x480xf32>, tensor<112x1x1x480xf32>, tensor<112xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x14x14x112xf32>
    %608 = tosa.transpose %607 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x14x14x112xf32>) -> tensor<1x112x14x14xf32>
    %609 = tosa.add %88, %22 : (tensor<1xf32>, tensor<112xf32>) -> tensor<112xf32>
    %610 = tosa.pow %609, %89 : (tensor<112xf32>, tensor<1xf32>) -> tensor<112xf32>
    %611 = tosa.reciprocal %610 : (tensor<112xf32>) -> tensor<112xf32>
    %612 = tosa.sub %608, %194 : (tensor<1x112x14x14xf32>, tensor<1x112x1x1xf32>) -> tensor<1x112x14x14xf32>
    %613 = tosa.reshape %611, %74 : (tensor<112xf32>, !tosa.shape<4>) -> tensor<1x112x1x1xf32>
    %614 = tosa.mul %612, %613, %52 : (tensor<1x112x14x14xf32>, tensor<1x112x1x1xf32>, tensor<1xi8>) -> tensor<1x112x14x14xf32>
    %615 = tosa.mul %614, %195, %52 : (tensor<1x112x14x14xf32>, tensor<1x112x1x1xf32>, tensor<1xi8>) -> tensor<1x112x14x14xf32>
    %616 = tosa.add %615, %196 : (tensor<1x112x14x14xf32>, tensor<1x112x1x1xf32>) -> tensor<1x112x14x14xf32>
    %617 = tosa.transpose %616 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x112x14x14xf32>) -> tensor<1x14x14x112xf32>
    %618 = tosa.conv2d %617, %197, %75, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x14x14x112xf32>, tensor<672x1x1x112xf32>, tensor<672xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x14x14x672xf32>
    %619 = tosa.transpose %618 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x14x14x672xf32>) -> tensor<1x672x14x14xf32>
    %620 = tosa.add %88, %21 : (tensor<1xf32>, tensor<672xf32>) -> tensor<672xf32>
    %621 = tosa.pow %620, %89 : (tensor<672xf32>, tensor<1xf32>) -> tensor<672xf32>
    %622 = tosa.reciprocal %621 : (tensor<672xf32>) -> tensor<672xf32>
    %623 = tosa.sub %619, %198 : (tensor<1x672x14x14xf32>, tensor<1x672x1x1xf32>) -> tensor<1x672x14x14xf32>
    %624 = tosa.reshape %622, %76 : (tensor<672xf32>, !tosa.shape<4>) -> tensor<1x672x1x1xf32>
    %625 = tosa.mul %623, %624, %52 : (tensor<1x672x14x14xf32>, tensor<1x672x1x1xf32>, tensor<1xi8>) -> tensor<1x672x14x14xf32>
    %626 = tosa.mul %625, %199, %52 : (tensor<1x672x14x14xf32>, tensor<1x672x1x1xf32>, tensor<1xi8>) -> tensor<1x672x14x14xf32>
    %627 = tosa.add %626, %200 : (tensor<1x672x14x14xf32>, tensor<1x672x1x1xf32>) -> tensor<1x672x14x14xf32>
    %628 = tosa.clamp %627 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x672x14x14xf32>) -> tensor<1x672x14x14xf32>
    %629 = tosa.pad %628, %68, %50 : (tensor<1x672x14x14xf32>, !tosa.shape<8>, tensor<1xf32>) -> tensor<1x672x18x18xf32>
    %630 = tosa.transpose %629 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x672x18x18xf32>) -> tensor<1x18x18x672xf32>
    %631 = tosa.depthwise_conv2d %630, %201, %75, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x18x18x672xf32>, tensor<5x5x672x1xf32>, tensor<672xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x14x14x672xf32>
    %632 = tosa.transpose %631 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x14x14x672xf32>) -> tensor<1x672x14x14xf32>
    %633 = tosa.add %88, %20 : (tensor<1xf32>, tensor<672xf32>) -> tensor<672xf32>
    %634 = tosa.pow %633, %89 : (tensor<672xf32>, tensor<1xf32>) -> tensor<672xf32>
    %635 = tosa.reciprocal %634 : (tensor<672xf32>) -> tensor<672xf32>
    %636 = tosa.sub %632, %202 : (tensor<1x672x14x14xf32>, tensor<1x672x1x1xf32>) -> tensor<1x672x14x14xf32>
    %637 = tosa.reshape %635, %76 : (tensor<672xf32>, !tosa.shape<4>) -> tensor<1x672x1x1xf32>
    %638 = tosa.mul %636, %637, %52 : (tensor<1x672x14x14xf32>, tensor<1x672x1x1xf32>, tensor<1xi8>) -> tensor<1x672x14x14xf32>
    %639 = tosa.mul %638, %203, %52 : (tensor<1x672x14x14xf32>, tensor<1x672x1x1xf32>, tensor<1xi8>) -> tensor<1x672x14x14xf32>
    %640 = tosa.add %639, %204 : (tensor<1x672x14x14xf32>, tensor<1x672x1x1xf32>) -> tensor<1x672x14x14xf32>
    %641 = tosa.clamp %640 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x672x14x14xf32>) -> tensor<1x672x14x14xf32>
    %642 = tosa.transpose %641 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x672x14x14xf32>) -> tensor<1x14x14x672xf32>
    %643 = tosa.conv2d %642, %205, %73, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x14x14x672xf32>, tensor<112x1x1x672xf32>, tensor<112xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x14x14x112xf32>
    %644 = tosa.transpose %643 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x14x14x112xf32>) -> tensor<1x112x14x14xf32>
    %645 = tosa.add %88, %19 : (tensor<1xf32>, tensor<112xf32>) -> tensor<112xf32>
    %646 = tosa.pow %645, %89 : (tensor<112xf32>, tensor<1xf32>) -> tensor<112xf32>
    %647 = tosa.reciprocal %646 : (tensor<112xf32>) -> tensor<112xf32>
    %648 = tosa.sub %644, %206 : (tensor<1x112x14x14xf32>, tensor<1x112x1x1xf32>) -> tensor<1x112x14x14xf32>
    %649 = tosa.reshape %647, %74 : (tensor<112xf32>, !tosa.shape<4>) -> tensor<1x112x1x1xf32>
    %650 = tosa.mul %648, %649, %52 : (tensor<1x112x14x14xf32>, tensor<1x112x1x1xf32>, tensor<1xi8>) -> tensor<1x112x14x14xf32>
    %651 = tosa.mul %650, %207, %52 : (tensor<1x112x14x14xf32>, tensor<1x112x1x1xf32>, tensor<1xi8>) -> tensor<1x112x14x14xf32>
    %652 = tosa.add %651, %208 : (tensor<1x112x14x14xf32>, tensor<1x112x1x1xf32>) -> tensor<1x112x14x14xf32>
    %653 = tosa.add %652, %616 : (tensor<1x112x14x14xf32>, tensor<1x112x14x14xf32>) -> tensor<1x112x14x14xf32>
    %654 = tosa.transpose %653 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x112x14x14xf32>) -> tensor<1x14x14x112xf32>
    %655 = tosa.conv2d %654, %209, %75, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x14x14x112xf32>, tensor<672x1x1x112xf32>, tensor<672xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x14x14x672xf32>
    %656 = tosa.transpose %655 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x14x14x672xf32>) -> tensor<1x672x14x14xf32>
    %657 = tosa.add %88, %18 : (tensor<1xf32>, tensor<672xf32>) -> tensor<672xf32>
    %658 = tosa.pow %657, %89 : (tensor<672xf32>, tensor<1xf32>) -> tensor<672xf32>
    %659 = tosa.reciprocal %658 : (tensor<672xf32>) -> tensor<672xf32>
    %660 = tosa.sub %656, %210 : (tensor<1x672x14x14xf32>, tensor<1x672x1x1xf32>) -> tensor<1x672x14x14xf32>
    %661 = tosa.reshape %659, %76 : (tensor<672xf32>, !tosa.shape<4>) -> tensor<1x672x1x1xf32>
    %662 = tosa.mul %660, %661, %52 : (tensor<1x672x14x14xf32>, tensor<1x672x1x1xf32>, tensor<1xi8>) -> tensor<1x672x14x14xf32>
    %663 = tosa.mul %662, %211, %52 : (tensor<1x672x14x14xf32>, tensor<1x672x1x1xf32>, tensor<1xi8>) -> tensor<1x672x14x14xf32>
    %664 = tosa.add %663, %212 : (tensor<1x672x14x14xf32>, tensor<1x672x1x1xf32>) -> tensor<1x672x14x14xf32>
    %665 = tosa.clamp %664 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x672x14x14xf32>) -> tensor<1x672x14x14xf32>
    %666 = tosa.pad %665, %68, %50 : (tensor<1x672x14x14xf32>, !tosa.shape<8>, tensor<1xf32>) -> tensor<1x672x18x18xf32>
    %667 = tosa.transpose %666 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x672x18x18xf32>) -> tensor<1x18x18x672xf32>
    %668 = tosa.depthwise_conv2d %667, %213, %75, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x18x18x672xf32>, tensor<5x5x672x1xf32>, tensor<672xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x14x14x672xf32>
    %669 = tosa.transpose %668 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x14x14x672xf32>) -> tensor<1x672x14x14xf32>
    %670 = tosa.add %88, %17 : (tensor<1xf32>, tensor<672xf32>) -> tensor<672xf32>
    %671 = tosa.pow %670, %89 : (tensor<672xf32>, tensor<1xf32>) -> tensor<672xf32>
    %672 = tosa.reciprocal %671 : (tensor<672xf32>) -> tensor<672xf32>
    %673 = tosa.sub %669, %214 : (tensor<1x672x14x14xf32>, tensor<1x672x1x1xf32>) -> tensor<1x672x14x14xf32>
    %674 = tosa.reshape %672, %76 : (tensor<672xf32>, !tosa.shape<4>) -> tensor<1x672x1x1xf32>
    %675 = tosa.mul %673, %674, %52 : (tensor<1x672x14x14xf32>, tensor<1x672x1x1xf32>, tensor<1xi8>) -> tensor<1x672x14x14xf32>
    %676 = tosa.mul %675, %215, %52 : (tensor<1x672x14x14xf32>, tensor<1x672x1x1xf32>, tensor<1xi8>) -> tensor<1x672x14x14xf32>
    %677 = tosa.add %676, %216 : (tensor<1x672x14x14xf32>, tensor<1x672x1x1xf32>) -> tensor<1x672x14x14xf32>
    %678 = tosa.clamp %677 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x672x14x14xf32>) -> tensor<1x672x14x14xf32>
    %679 = tosa.transpose %678 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x672x14x14xf32>) -> tensor<1x14x14x672xf32>
    %680 = tosa.conv2d %679, %217, %73, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x14x14x672xf32>, tensor<112x1x1x672xf32>, tensor<112xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x14x14x112xf32>
    %681 = tosa.transpose %680 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x14x14x112xf32>) -> tensor<1x112x14x14xf32>
    %682 = tosa.add %88, %16 : (tensor<1xf32>, tensor<112xf32>) -> tensor<112xf32>
    %683 = tosa.pow %682, %89 : (tensor<112xf32>, tensor<1xf32>) -> tensor<112xf32>
    %684 = tosa.reciprocal %683 : (tensor<112xf32>) -> tensor<112xf32>
    %685 = tosa.sub %681, %218 : (tensor<1x112x14x14xf32>, tensor<1x112x1x1xf32>) -> tensor<1x112x14x14xf32>
    %686 = tosa.reshape %684, %74 : (tensor<112xf32>, !tosa.shape<4>) -> tensor<1x112x1x1xf32>
    %687 = tosa.mul %685, %686, %52 : (tensor<1x112x14x14xf32>, tensor<1x112x1x1xf32>, tensor<1xi8>) -> tensor<1x112x14x14xf32>
    %688 = tosa.mul %687, %219, %52 : (tensor<1x112x14x14xf32>, tensor<1x112x1x1xf32>, tensor<1xi8>) -> tensor<1x112x14x14xf32>
    %689 = tosa.add %688, %220 : (tensor<1x112x14x14xf32>, tensor<1x112x1x1xf32>) -> tensor<1x112x14x14xf32>
    %690 = tosa.add %689, %653 : (tensor<1x112x14x14xf32>, tensor<1x112x14x14xf32>) -> tensor<1x112x14x14xf32>
    %691 = tosa.transpose %690 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x112x14x14xf32>) -> tensor<1x14x14x112xf32>
    %692 = tosa.conv2d %691, %221, %75, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x14x14x112xf32>, tensor<672x1x1x112xf32>, tensor<672xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x14x14x672xf32>
    %693 = tosa.transpose %692 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x14x14x672xf32>) -> tensor<1x672x14x14xf32>
    %694 = tosa.add %88, %15 : (tensor<1xf32>, tensor<672xf32>) -> tensor<672xf32>
    %695 = tosa.pow %694, %89 : (tensor<672xf32>, tensor<1xf32>) -> tensor<672xf32>
    %696 = tosa.reciprocal %695 : (tensor<672xf32>) -> tensor<672xf32>
    %697 = tosa.sub %693, %222 : (tensor<1x672x14x14xf32>, tensor<1x672x1x1xf32>) -> tensor<1x672x14x14xf32>
    %698 = tosa.reshape %696, %76 : (tensor<672xf32>, !tosa.shape<4>) -> tensor<1x672x1x1xf32>
    %699 = tosa.mul %697, %698, %52 : (tensor<1x672x14x14xf32>, tensor<1x672x1x1xf32>, tensor<1xi8>) -> tensor<1x672x14x14xf32>
    %700 = tosa.mul %699, %223, %52 : (tensor<1x672x14x14xf32>, tensor<1x672x1x1xf32>, tensor<1xi8>) -> tensor<1x672x14x14xf32>
    %701 = tosa.add %700, %224 : (tensor<1x672x14x14xf32>, tensor<1x672x1x1xf32>) -> tensor<1x672x14x14xf32>
    %702 = tosa.clamp %701 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x672x14x14xf32>) -> tensor<1x672x14x14xf32>
    %703 = tosa.pad %702, %63, %50 : (tensor<1x672x14x14xf32>, !tosa.shape<8>, tensor<1xf32>) -> tensor<1x672x17x17xf32>
    %704 = tosa.transpose %703 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x672x17x17xf32>) -> tensor<1x17x17x672xf32>
    %705 = tosa.depthwise_conv2d %704, %225, %75, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>} : (tensor<1x17x17x672xf32>, tensor<5x5x672x1xf32>, tensor<672xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x7x7x672xf32>
    %706 = tosa.transpose %705 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x7x7x672xf32>) -> tensor<1x672x7x7xf32>
    %707 = tosa.add %88, %14 : (tensor<1xf32>, tensor<672xf32>) -> tensor<672xf32>
    %708 = tosa.pow %707, %89 : (tensor<672xf32>, tensor<1xf32>) -> tensor<672xf32>
    %709 = tosa.reciprocal %708 : (tensor<672xf32>) -> tensor<672xf32>
    %710 = tosa.sub %706, %226 : (tensor<1x672x7x7xf32>, tensor<1x672x1x1xf32>) -> tensor<1x672x7x7xf32>
    %711 = tosa.reshape %709, %76 : (tensor<672xf32>, !tosa.shape<4>) -> tensor<1x672x1x1xf32>
    %712 = tosa.mul %710, %711, %52 : (tensor<1x672x7x7xf32>, tensor<1x672x1x1xf32>, tensor<1xi8>) -> tensor<1x672x7x7xf32>
    %713 = tosa.mul %712, %227, %52 : (tensor<1x672x7x7xf32>, tensor<1x672x1x1xf32>, tensor<1xi8>) -> tensor<1x672x7x7xf32>
    %714 = tosa.add %713, %228 : (tensor<1x672x7x7xf32>, tensor<1x672x1x1xf32>) -> tensor<1x672x7x7xf32>
    %715 = tosa.clamp %714 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x672x7x7xf32>) -> tensor<1x672x7x7xf32>
    %716 = tosa.transpose %715 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x672x7x7xf32>) -> tensor<1x7x7x672xf32>
    %717 = tosa.conv2d %716, %229, %77, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x7x7x672xf32>, tensor<192x1x1x672xf32>, tensor<192xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x7x7x192xf32>
    %718 = tosa.transpose %717 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x7x7x192xf32>) -> tensor<1x192x7x7xf32>
    %719 = tosa.add %88, %13 : (tensor<1xf32>, tensor<192xf32>) -> tensor<192xf32>
    %720 = tosa.pow %719, %89 : (tensor<192xf32>, tensor<1xf32>) -> tensor<192xf32>
    %721 = tosa.reciprocal %720 : (tensor<192xf32>) -> tensor<192xf32>
    %722 = tosa.sub %718, %230 : (tensor<1x192x7x7xf32>, tensor<1x192x1x1xf32>) -> tensor<1x192x7x7xf32>
    %723 = tosa.reshape %721, %78 : (tensor<192xf32>, !tosa.shape<4>) -> tensor<1x192x1x1xf32>
    %724 = tosa.mul %722, %723, %52 : (tensor<1x192x7x7xf32>, tensor<1x192x1x1xf32>, tensor<1xi8>) -> tensor<1x192x7x7xf32>
    %725 = tosa.mul %724, %231, %52 : (tensor<1x192x7x7xf32>, tensor<1x192x1x1xf32>, tensor<1xi8>) -> tensor<1x192x7x7xf32>
    %726 = tosa.add %725, %232 : (tensor<1x192x7x7xf32>, tensor<1x192x1x1xf32>) -> tensor<1x192x7x7xf32>
    %727 = tosa.transpose %726 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x192x7x7xf32>) -> tensor<1x7x7x192xf32>
    %728 = tosa.conv2d %727, %233, %79, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x7x7x192xf32>, tensor<1152x1x1x192xf32>, tensor<1152xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x7x7x1152xf32>
    %729 = tosa.transpose %728 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x7x7x1152xf32>) -> tensor<1x1152x7x7xf32>
    %730 = tosa.add %88, %12 : (tensor<1xf32>, tensor<1152xf32>) -> tensor<1152xf32>
    %731 = tosa.pow %730, %89 : (tensor<1152xf32>, tensor<1xf32>) -> tensor<1152xf32>
    %732 = tosa.reciprocal %731 : (tensor<1152xf32>) -> tensor<1152xf32>
    %733 = tosa.sub %729, %234 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>) -> tensor<1x1152x7x7xf32>
    %734 = tosa.reshape %732, %80 : (tensor<1152xf32>, !tosa.shape<4>) -> tensor<1x1152x1x1xf32>
    %735 = tosa.mul %733, %734, %52 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>, tensor<1xi8>) -> tensor<1x1152x7x7xf32>
    %736 = tosa.mul %735, %235, %52 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>, tensor<1xi8>) -> tensor<1x1152x7x7xf32>
    %737 = tosa.add %736, %236 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>) -> tensor<1x1152x7x7xf32>
    %738 = tosa.clamp %737 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x1152x7x7xf32>) -> tensor<1x1152x7x7xf32>
    %739 = tosa.pad %738, %68, %50 : (tensor<1x1152x7x7xf32>, !tosa.shape<8>, tensor<1xf32>) -> tensor<1x1152x11x11xf32>
    %740 = tosa.transpose %739 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x1152x11x11xf32>) -> tensor<1x11x11x1152xf32>
    %741 = tosa.depthwise_conv2d %740, %237, %79, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x11x11x1152xf32>, tensor<5x5x1152x1xf32>, tensor<1152xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x7x7x1152xf32>
    %742 = tosa.transpose %741 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x7x7x1152xf32>) -> tensor<1x1152x7x7xf32>
    %743 = tosa.add %88, %11 : (tensor<1xf32>, tensor<1152xf32>) -> tensor<1152xf32>
    %744 = tosa.pow %743, %89 : (tensor<1152xf32>, tensor<1xf32>) -> tensor<1152xf32>
    %745 = tosa.reciprocal %744 : (tensor<1152xf32>) -> tensor<1152xf32>
    %746 = tosa.sub %742, %238 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>) -> tensor<1x1152x7x7xf32>
    %747 = tosa.reshape %745, %80 : (tensor<1152xf32>, !tosa.shape<4>) -> tensor<1x1152x1x1xf32>
    %748 = tosa.mul %746, %747, %52 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>, tensor<1xi8>) -> tensor<1x1152x7x7xf32>
    %749 = tosa.mul %748, %239, %52 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>, tensor<1xi8>) -> tensor<1x1152x7x7xf32>
    %750 = tosa.add %749, %240 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>) -> tensor<1x1152x7x7xf32>
    %751 = tosa.clamp %750 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x1152x7x7xf32>) -> tensor<1x1152x7x7xf32>
    %752 = tosa.transpose %751 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x1152x7x7xf32>) -> tensor<1x7x7x1152xf32>
    %753 = tosa.conv2d %752, %241, %77, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x7x7x1152xf32>, tensor<192x1x1x1152xf32>, tensor<192xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x7x7x192xf32>
    %754 = tosa.transpose %753 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x7x7x192xf32>) -> tensor<1x192x7x7xf32>
    %755 = tosa.add %88, %10 : (tensor<1xf32>, tensor<192xf32>) -> tensor<192xf32>
    %756 = tosa.pow %755, %89 : (tensor<192xf32>, tensor<1xf32>) -> tensor<192xf32>
    %757 = tosa.reciprocal %756 : (tensor<192xf32>) -> tensor<192xf32>
    %758 = tosa.sub %754, %242 : (tensor<1x192x7x7xf32>, tensor<1x192x1x1xf32>) -> tensor<1x192x7x7xf32>
    %759 = tosa.reshape %757, %78 : (tensor<192xf32>, !tosa.shape<4>) -> tensor<1x192x1x1xf32>
    %760 = tosa.mul %758, %759, %52 : (tensor<1x192x7x7xf32>, tensor<1x192x1x1xf32>, tensor<1xi8>) -> tensor<1x192x7x7xf32>
    %761 = tosa.mul %760, %243, %52 : (tensor<1x192x7x7xf32>, tensor<1x192x1x1xf32>, tensor<1xi8>) -> tensor<1x192x7x7xf32>
    %762 = tosa.add %761, %244 : (tensor<1x192x7x7xf32>, tensor<1x192x1x1xf32>) -> tensor<1x192x7x7xf32>
    %763 = tosa.add %762, %726 : (tensor<1x192x7x7xf32>, tensor<1x192x7x7xf32>) -> tensor<1x192x7x7xf32>
    %764 = tosa.transpose %763 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x192x7x7xf32>) -> tensor<1x7x7x192xf32>
    %765 = tosa.conv2d %764, %245, %79, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x7x7x192xf32>, tensor<1152x1x1x192xf32>, tensor<1152xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x7x7x1152xf32>
    %766 = tosa.transpose %765 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x7x7x1152xf32>) -> tensor<1x1152x7x7xf32>
    %767 = tosa.add %88, %9 : (tensor<1xf32>, tensor<1152xf32>) -> tensor<1152xf32>
    %768 = tosa.pow %767, %89 : (tensor<1152xf32>, tensor<1xf32>) -> tensor<1152xf32>
    %769 = tosa.reciprocal %768 : (tensor<1152xf32>) -> tensor<1152xf32>
    %770 = tosa.sub %766, %246 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>) -> tensor<1x1152x7x7xf32>
    %771 = tosa.reshape %769, %80 : (tensor<1152xf32>, !tosa.shape<4>) -> tensor<1x1152x1x1xf32>
    %772 = tosa.mul %770, %771, %52 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>, tensor<1xi8>) -> tensor<1x1152x7x7xf32>
    %773 = tosa.mul %772, %247, %52 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>, tensor<1xi8>) -> tensor<1x1152x7x7xf32>
    %774 = tosa.add %773, %248 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>) -> tensor<1x1152x7x7xf32>
    %775 = tosa.clamp %774 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x1152x7x7xf32>) -> tensor<1x1152x7x7xf32>
    %776 = tosa.pad %775, %68, %50 : (tensor<1x1152x7x7xf32>, !tosa.shape<8>, tensor<1xf32>) -> tensor<1x1152x11x11xf32>
    %777 = tosa.transpose %776 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x1152x11x11xf32>) -> tensor<1x11x11x1152xf32>
    %778 = tosa.depthwise_conv2d %777, %249, %79, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x11x11x1152xf32>, tensor<5x5x1152x1xf32>, tensor<1152xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x7x7x1152xf32>
    %779 = tosa.transpose %778 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x7x7x1152xf32>) -> tensor<1x1152x7x7xf32>
    %780 = tosa.add %88, %8 : (tensor<1xf32>, tensor<1152xf32>) -> tensor<1152xf32>
    %781 = tosa.pow %780, %89 : (tensor<1152xf32>, tensor<1xf32>) -> tensor<1152xf32>
    %782 = tosa.reciprocal %781 : (tensor<1152xf32>) -> tensor<1152xf32>
    %783 = tosa.sub %779, %250 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>) -> tensor<1x1152x7x7xf32>
    %784 = tosa.reshape %782, %80 : (tensor<1152xf32>, !tosa.shape<4>) -> tensor<1x1152x1x1xf32>
    %785 = tosa.mul %783, %784, %52 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>, tensor<1xi8>) -> tensor<1x1152x7x7xf32>
    %786 = tosa.mul %785, %251, %52 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>, tensor<1xi8>) -> tensor<1x1152x7x7xf32>
    %787 = tosa.add %786, %252 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>) -> tensor<1x1152x7x7xf32>
    %788 = tosa.clamp %787 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x1152x7x7xf32>) -> tensor<1x1152x7x7xf32>
    %789 = tosa.transpose %788 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x1152x7x7xf32>) -> tensor<1x7x7x1152xf32>
    %790 = tosa.conv2d %789, %253, %77, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x7x7x1152xf32>, tensor<192x1x1x1152xf32>, tensor<192xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x7x7x192xf32>
    %791 = tosa.transpose %790 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x7x7x192xf32>) -> tensor<1x192x7x7xf32>
    %792 = tosa.add %88, %7 : (tensor<1xf32>, tensor<192xf32>) -> tensor<192xf32>
    %793 = tosa.pow %792, %89 : (tensor<192xf32>, tensor<1xf32>) -> tensor<192xf32>
    %794 = tosa.reciprocal %793 : (tensor<192xf32>) -> tensor<192xf32>
    %795 = tosa.sub %791, %254 : (tensor<1x192x7x7xf32>, tensor<1x192x1x1xf32>) -> tensor<1x192x7x7xf32>
    %796 = tosa.reshape %794, %78 : (tensor<192xf32>, !tosa.shape<4>) -> tensor<1x192x1x1xf32>
    %797 = tosa.mul %795, %796, %52 : (tensor<1x192x7x7xf32>, tensor<1x192x1x1xf32>, tensor<1xi8>) -> tensor<1x192x7x7xf32>
    %798 = tosa.mul %797, %255, %52 : (tensor<1x192x7x7xf32>, tensor<1x192x1x1xf32>, tensor<1xi8>) -> tensor<1x192x7x7xf32>
    %799 = tosa.add %798, %256 : (tensor<1x192x7x7xf32>, tensor<1x192x1x1xf32>) -> tensor<1x192x7x7xf32>
    %800 = tosa.add %799, %763 : (tensor<1x192x7x7xf32>, tensor<1x192x7x7xf32>) -> tensor<1x192x7x7xf32>
    %801 = tosa.transpose %800 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x192x7x7xf32>) -> tensor<1x7x7x192xf32>
    %802 = tosa.conv2d %801, %257, %79, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x7x7x192xf32>, tensor<1152x1x1x192xf32>, tensor<1152xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x7x7x1152xf32>
    %803 = tosa.transpose %802 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x7x7x1152xf32>) -> tensor<1x1152x7x7xf32>
    %804 = tosa.add %88, %6 : (tensor<1xf32>, tensor<1152xf32>) -> tensor<1152xf32>
    %805 = tosa.pow %804, %89 : (tensor<1152xf32>, tensor<1xf32>) -> tensor<1152xf32>
    %806 = tosa.reciprocal %805 : (tensor<1152xf32>) -> tensor<1152xf32>
    %807 = tosa.sub %803, %258 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>) -> tensor<1x1152x7x7xf32>
    %808 = tosa.reshape %806, %80 : (tensor<1152xf32>, !tosa.shape<4>) -> tensor<1x1152x1x1xf32>
    %809 = tosa.mul %807, %808, %52 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>, tensor<1xi8>) -> tensor<1x1152x7x7xf32>
    %810 = tosa.mul %809, %259, %52 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>, tensor<1xi8>) -> tensor<1x1152x7x7xf32>
    %811 = tosa.add %810, %260 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>) -> tensor<1x1152x7x7xf32>
    %812 = tosa.clamp %811 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x1152x7x7xf32>) -> tensor<1x1152x7x7xf32>
    %813 = tosa.pad %812, %68, %50 : (tensor<1x1152x7x7xf32>, !tosa.shape<8>, tensor<1xf32>) -> tensor<1x1152x11x11xf32>
    %814 = tosa.transpose %813 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x1152x11x11xf32>) -> tensor<1x11x11x1152xf32>
    %815 = tosa.depthwise_conv2d %814, %261, %79, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x11x11x1152xf32>, tensor<5x5x1152x1xf32>, tensor<1152xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x7x7x1152xf32>
    %816 = tosa.transpose %815 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x7x7x1152xf32>) -> tensor<1x1152x7x7xf32>
    %817 = tosa.add %88, %5 : (tensor<1xf32>, tensor<1152xf32>) -> tensor<1152xf32>
    %818 = tosa.pow %817, %89 : (tensor<1152xf32>, tensor<1xf32>) -> tensor<1152xf32>
    %819 = tosa.reciprocal %818 : (tensor<1152xf32>) -> tensor<1152xf32>
    %820 = tosa.sub %816, %262 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>) -> tensor<1x1152x7x7xf32>
    %821 = tosa.reshape %819, %80 : (tensor<1152xf32>, !tosa.shape<4>) -> tensor<1x1152x1x1xf32>
    %822 = tosa.mul %820, %821, %52 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>, tensor<1xi8>) -> tensor<1x1152x7x7xf32>
    %823 = tosa.mul %822, %263, %52 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>, tensor<1xi8>) -> tensor<1x1152x7x7xf32>
    %824 = tosa.add %823, %264 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>) -> tensor<1x1152x7x7xf32>
    %825 = tosa.clamp %824 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x1152x7x7xf32>) -> tensor<1x1152x7x7xf32>
    %826 = tosa.transpose %825 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x1152x7x7xf32>) -> tensor<1x7x7x1152xf32>
    %827 = tosa.conv2d %826, %265, %77, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x7x7x1152xf32>, tensor<192x1x1x1152xf32>, tensor<192xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x7x7x192xf32>
    %828 = tosa.transpose %827 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x7x7x192xf32>) -> tensor<1x192x7x7xf32>
    %829 = tosa.add %88, %4 : (tensor<1xf32>, tensor<192xf32>) -> tensor<192xf32>
    %830 = tosa.pow %829, %89 : (tensor<192xf32>, tensor<1xf32>) -> tensor<192xf32>
    %831 = tosa.reciprocal %830 : (tensor<192xf32>) -> tensor<192xf32>
    %832 = tosa.sub %828, %266 : (tensor<1x192x7x7xf32>, tensor<1x192x1x1xf32>) -> tensor<1x192x7x7xf32>
    %833 = tosa.reshape %831, %78 : (tensor<192xf32>, !tosa.shape<4>) -> tensor<1x192x1x1xf32>
    %834 = tosa.mul %832, %833, %52 : (tensor<1x192x7x7xf32>, tensor<1x192x1x1xf32>, tensor<1xi8>) -> tensor<1x192x7x7xf32>
    %835 = tosa.mul %834, %267, %52 : (tensor<1x192x7x7xf32>, tensor<1x192x1x1xf32>, tensor<1xi8>) -> tensor<1x192x7x7xf32>
    %836 = tosa.add %835, %268 : (tensor<1x192x7x7xf32>, tensor<1x192x1x1xf32>) -> tensor<1x192x7x7xf32>
    %837 = tosa.add %836, %800 : (tensor<1x192x7x7xf32>, tensor<1x192x7x7xf32>) -> tensor<1x192x7x7xf32>
    %838 = tosa.transpose %837 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x192x7x7xf32>) -> tensor<1x7x7x192xf32>
    %839 = tosa.conv2d %838, %269, %79, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x7x7x192xf32>, tensor<1152x1x1x192xf32>, tensor<1152xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x7x7x1152xf32>
    %840 = tosa.transpose %839 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x7x7x1152xf32>) -> tensor<1x1152x7x7xf32>
    %841 = tosa.add %88, %3 : (tensor<1xf32>, tensor<1152xf32>) -> tensor<1152xf32>
    %842 = tosa.pow %841, %89 : (tensor<1152xf32>, tensor<1xf32>) -> tensor<1152xf32>
    %843 = tosa.reciprocal %842 : (tensor<1152xf32>) -> tensor<1152xf32>
    %844 = tosa.sub %840, %270 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>) -> tensor<1x1152x7x7xf32>
    %845 = tosa.reshape %843, %80 : (tensor<1152xf32>, !tosa.shape<4>) -> tensor<1x1152x1x1xf32>
    %846 = tosa.mul %844, %845, %52 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>, tensor<1xi8>) -> tensor<1x1152x7x7xf32>
    %847 = tosa.mul %846, %271, %52 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>, tensor<1xi8>) -> tensor<1x1152x7x7xf32>
    %848 = tosa.add %847, %272 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>) -> tensor<1x1152x7x7xf32>
    %849 = tosa.clamp %848 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x1152x7x7xf32>) -> tensor<1x1152x7x7xf32>
    %850 = tosa.pad %849, %54, %50 : (tensor<1x1152x7x7xf32>, !tosa.shape<8>, tensor<1xf32>) -> tensor<1x1152x9x9xf32>
    %851 = tosa.transpose %850 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x1152x9x9xf32>) -> tensor<1x9x9x1152xf32>
    %852 = tosa.depthwise_conv2d %851, %273, %79, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x9x9x1152xf32>, tensor<3x3x1152x1xf32>, tensor<1152xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x7x7x1152xf32>
    %853 = tosa.transpose %852 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x7x7x1152xf32>) -> tensor<1x1152x7x7xf32>
    %854 = tosa.add %88, %2 : (tensor<1xf32>, tensor<1152xf32>) -> tensor<1152xf32>
    %855 = tosa.pow %854, %89 : (tensor<1152xf32>, tensor<1xf32>) -> tensor<1152xf32>
    %856 = tosa.reciprocal %855 : (tensor<1152xf32>) -> tensor<1152xf32>
    %857 = tosa.sub %853, %274 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>) -> tensor<1x1152x7x7xf32>
    %858 = tosa.reshape %856, %80 : (tensor<1152xf32>, !tosa.shape<4>) -> tensor<1x1152x1x1xf32>
    %859 = tosa.mul %857, %858, %52 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>, tensor<1xi8>) -> tensor<1x1152x7x7xf32>
    %860 = tosa.mul %859, %275, %52 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>, tensor<1xi8>) -> tensor<1x1152x7x7xf32>
    %861 = tosa.add %860, %276 : (tensor<1x1152x7x7xf32>, tensor<1x1152x1x1xf32>) -> tensor<1x1152x7x7xf32>
    %862 = tosa.clamp %861 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x1152x7x7xf32>) -> tensor<1x1152x7x7xf32>
    %863 = tosa.transpose %862 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x1152x7x7xf32>) -> tensor<1x7x7x1152xf32>
    %864 = tosa.conv2d %863, %277, %81, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x7x7x1152xf32>, tensor<320x1x1x1152xf32>, tensor<320xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x7x7x320xf32>
    %865 = tosa.transpose %864 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x7x7x320xf32>) -> tensor<1x320x7x7xf32>
    %866 = tosa.add %88, %1 : (tensor<1xf32>, tensor<320xf32>) -> tensor<320xf32>
    %867 = tosa.pow %866, %89 : (tensor<320xf32>, tensor<1xf32>) -> tensor<320xf32>
    %868 = tosa.reciprocal %867 : (tensor<320xf32>) -> tensor<320xf32>
    %869 = tosa.sub %865, %278 : (tensor<1x320x7x7xf32>, tensor<1x320x1x1xf32>) -> tensor<1x320x7x7xf32>
    %870 = tosa.reshape %868, %82 : (tensor<320xf32>, !tosa.shape<4>) -> tensor<1x320x1x1xf32>
    %871 = tosa.mul %869, %870, %52 : (tensor<1x320x7x7xf32>, tensor<1x320x1x1xf32>, tensor<1xi8>) -> tensor<1x320x7x7xf32>
    %872 = tosa.mul %871, %279, %52 : (tensor<1x320x7x7xf32>, tensor<1x320x1x1xf32>, tensor<1xi8>) -> tensor<1x320x7x7xf32>
    %873 = tosa.add %872, %280 : (tensor<1x320x7x7xf32>, tensor<1x320x1x1xf32>) -> tensor<1x320x7x7xf32>
    %874 = tosa.transpose %873 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x320x7x7xf32>) -> tensor<1x7x7x320xf32>
    %875 = tosa.conv2d %874, %281, %83, %50, %50 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x7x7x320xf32>, tensor<1280x1x1x320xf32>, tensor<1280xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x7x7x1280xf32>
    %876 = tosa.transpose %875 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x7x7x1280xf32>) -> tensor<1x1280x7x7xf32>
    %877 = tosa.add %88, %0 : (tensor<1xf32>, tensor<1280xf32>) -> tensor<1280xf32>
    %878 = tosa.pow %877, %89 : (tensor<1280xf32>, tensor<1xf32>) -> tensor<1280xf32>
    %879 = tosa.reciprocal %878 : (tensor<1280xf32>) -> tensor<1280xf32>
    %880 = tosa.sub %876, %282 : (tensor<1x1280x7x7xf32>, tensor<1x1280x1x1xf32>) -> tensor<1x1280x7x7xf32>
    %881 = tosa.reshape %879, %84 : (tensor<1280xf32>, !tosa.shape<4>) -> tensor<1x1280x1x1xf32>
    %882 = tosa.mul %880, %881, %52 : (tensor<1x1280x7x7xf32>, tensor<1x1280x1x1xf32>, tensor<1xi8>) -> tensor<1x1280x7x7xf32>
    %883 = tosa.mul %882, %283, %52 : (tensor<1x1280x7x7xf32>, tensor<1x1280x1x1xf32>, tensor<1xi8>) -> tensor<1x1280x7x7xf32>
    %884 = tosa.add %883, %284 : (tensor<1x1280x7x7xf32>, tensor<1x1280x1x1xf32>) -> tensor<1x1280x7x7xf32>
    %885 = tosa.clamp %884 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x1280x7x7xf32>) -> tensor<1x1280x7x7xf32>
    %886 = tosa.reduce_sum %885 {axis = 3 : i32} : (tensor<1x1280x7x7xf32>) -> tensor<1x1280x7x1xf32>
    %887 = tosa.reduce_sum %886 {axis = 2 : i32} : (tensor<1x1280x7x1xf32>) -> tensor<1x1280x1x1xf32>
    %888 = tosa.mul %887, %285, %52 : (tensor<1x1280x1x1xf32>, tensor<1x1x1x1xf32>, tensor<1xi8>) -> tensor<1x1280x1x1xf32>
    %889 = tosa.reshape %888, %85 : (tensor<1x1280x1x1xf32>, !tosa.shape<3>) -> tensor<1x1x1280xf32>
    %890 = tosa.matmul %889, %286, %50, %50 : (tensor<1x1x1280xf32>, tensor<1x1280x1000xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x1x1000xf32>
    %891 = tosa.reshape %890, %86 : (tensor<1x1x1000xf32>, !tosa.shape<2>) -> tensor<1x1000xf32>
    %892 = tosa.add %891, %287 : (tensor<1x1000xf32>, tensor<1x1000xf32>) -> tensor<1x1000xf32>
    return %892 : tensor<1x1000xf32>
  }
}

