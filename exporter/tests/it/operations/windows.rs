//! Layers that move a window: convolutions and pooling.

use burn::nn::PaddingConfig2d;
use burn::nn::conv::*;
use burn::nn::pool::*;
use burn::nn::{Linear, LinearConfig};
use burn::tensor::Tensor;
use burn::tensor::module::{
    adaptive_avg_pool1d, adaptive_avg_pool2d, adaptive_avg_pool3d, deform_conv2d,
    max_pool2d_with_indices, unfold4d,
};
use burn::tensor::ops::{DeformConvOptions, MaxPoolOptions, UnfoldOptions};

use crate::operations::table::{PICTURE, Table, device};

type F = Tensor<4>;

pub fn cases(t: &mut Table) {
    convolutions(t);
    pooling(t);
}

fn convolutions(t: &mut Table) {
    let d = &device();
    t.family("Linear layers and convolutions");
    let linear = LinearConfig::new(6, 5).init(d);
    t.layer("Linear", linear, &["b,n,6"], |m: &Linear, x: Tensor<3>| {
        m.forward(x)
    });
    let conv = Conv1dConfig::new(4, 6, 3)
        .with_stride(2)
        .with_groups(2)
        .init(d);
    t.layer("Conv1d", conv, &["b,4,n"], |m: &Conv1d, x: Tensor<3>| {
        m.forward(x)
    });
    let conv = Conv2dConfig::new([4, 6], [3, 3])
        .with_padding(PaddingConfig2d::Same)
        .init(d);
    t.layer("Conv2d", conv, PICTURE, |m: &Conv2d, x: F| m.forward(x));
    let conv = Conv2dConfig::new([4, 4], [3, 2])
        .with_stride([2, 1])
        .with_dilation([1, 2])
        .with_groups(4)
        .with_padding(PaddingConfig2d::Explicit(1, 0, 2, 1))
        .with_bias(false)
        .init(d);
    t.layer("Conv2d, all options", conv, PICTURE, |m: &Conv2d, x: F| {
        m.forward(x)
    });
    let conv = Conv3dConfig::new([2, 3], [2, 3, 3]).init(d);
    t.layer(
        "Conv3d",
        conv,
        &["b,2,d,h,w"],
        |m: &Conv3d, x: Tensor<5>| m.forward(x),
    );
    let conv = ConvTranspose1dConfig::new([4, 3], 4)
        .with_stride(2)
        .with_padding(1)
        .init(d);
    t.layer(
        "ConvTranspose1d",
        conv,
        &["b,4,n"],
        |m: &ConvTranspose1d, x: Tensor<3>| m.forward(x),
    );
    let conv = ConvTranspose2dConfig::new([4, 6], [3, 3])
        .with_stride([2, 2])
        .with_padding([1, 1])
        .with_padding_out([1, 1])
        .with_groups(2)
        .init(d);
    t.layer(
        "ConvTranspose2d",
        conv,
        PICTURE,
        |m: &ConvTranspose2d, x: F| m.forward(x),
    );
    let conv = ConvTranspose3dConfig::new([2, 3], [2, 2, 2])
        .with_stride([2, 2, 2])
        .init(d);
    t.layer(
        "ConvTranspose3d",
        conv,
        &["b,2,d,h,w"],
        |m: &ConvTranspose3d, x: Tensor<5>| m.forward(x),
    );
    let inputs = &["b,4,h,w", "b,18,h,w", "4,4,3,3"];
    t.case("deform_conv2d", inputs, |(x, offset, weight): (F, F, F)| {
        let options = DeformConvOptions::new([1, 1], [1, 1], [1, 1], 1, 1);
        deform_conv2d(x, offset, weight, None, None, options)
    });
    let inputs = &["b,4,h,w", "b,36,h,w", "6,2,3,3", "b,18,h,w"];
    t.case(
        "deform_conv2d, groups and weights of places",
        inputs,
        |(x, offset, weight, mask): (F, F, F, F)| {
            let options = DeformConvOptions::new([1, 1], [2, 2], [2, 2], 2, 2);
            deform_conv2d(x, offset, weight, Some(mask), None, options)
        },
    );
    t.family("Windows of pictures");
    t.case("unfold4d", PICTURE, |x: F| {
        unfold4d(x, [3, 2], UnfoldOptions::new([2, 1], [1, 0], [1, 2]))
    });
    t.case("pixel shuffle by reshapes", &["b,8,h,w"], |x: F| {
        let [b, c, h, w] = x.dims();
        let x = x
            .reshape([b, c / 4, 2, 2, h, w])
            .permute([0, 1, 4, 2, 5, 3]);
        x.reshape([b, c / 4, 2 * h, 2 * w])
    });
}

fn pooling(t: &mut Table) {
    t.family("Pooling");
    let pool = AvgPool1dConfig::new(3).with_stride(2).init();
    t.layer(
        "AvgPool1d",
        pool,
        &["b,4,n"],
        |m: &AvgPool1d, x: Tensor<3>| m.forward(x),
    );
    let pad = PaddingConfig2d::Explicit(1, 1, 1, 1);
    let pool = AvgPool2dConfig::new([3, 3])
        .with_strides([2, 1])
        .with_padding(pad.clone());
    t.layer("AvgPool2d", pool.init(), PICTURE, |m: &AvgPool2d, x: F| {
        m.forward(x)
    });
    let inner = pool.clone().with_count_include_pad(false).init();
    t.layer(
        "AvgPool2d, without padding's zeros",
        inner,
        PICTURE,
        |m: &AvgPool2d, x: F| m.forward(x),
    );
    let ceil = AvgPool2dConfig::new([2, 2])
        .with_strides([2, 2])
        .with_ceil_mode(true)
        .init();
    t.layer(
        "AvgPool2d, ceil_mode",
        ceil,
        PICTURE,
        |m: &AvgPool2d, x: F| m.forward(x),
    );
    let pool = MaxPool1dConfig::new(3).with_stride(2).init();
    t.layer(
        "MaxPool1d",
        pool,
        &["b,4,n"],
        |m: &MaxPool1d, x: Tensor<3>| m.forward(x),
    );
    let pool = MaxPool2dConfig::new([3, 3])
        .with_strides([2, 1])
        .with_padding(pad);
    t.layer("MaxPool2d", pool.init(), PICTURE, |m: &MaxPool2d, x: F| {
        m.forward(x)
    });
    let dilated = MaxPool2dConfig::new([2, 3])
        .with_strides([1, 2])
        .with_dilation([2, 2])
        .init();
    t.layer(
        "MaxPool2d, dilated",
        dilated,
        PICTURE,
        |m: &MaxPool2d, x: F| m.forward(x),
    );
    let ceil = MaxPool2dConfig::new([2, 2])
        .with_strides([2, 2])
        .with_ceil_mode(true)
        .init();
    t.layer(
        "MaxPool2d, ceil_mode",
        ceil,
        PICTURE,
        |m: &MaxPool2d, x: F| m.forward(x),
    );
    t.case("adaptive_avg_pool1d", &["b,4,10"], |x: Tensor<3>| {
        adaptive_avg_pool1d(x, 4)
    });
    t.case("adaptive_avg_pool2d to 1x1", PICTURE, |x: F| {
        adaptive_avg_pool2d(x, [1, 1])
    });
    t.case("adaptive_avg_pool2d, a share", &["b,4,h:2,w:3"], |x: F| {
        let [_, _, h, w] = x.dims();
        adaptive_avg_pool2d(x, [h / 2, w / 3])
    });
    t.case(
        "adaptive_avg_pool3d of a fixed size",
        &["b,2,3,4,5"],
        |x: Tensor<5>| adaptive_avg_pool3d(x, [2, 2, 3]),
    );
    t.refused(
        "max_pool2d_with_indices",
        PICTURE,
        "MaxPool2dWithIndices",
        |x: F| max_pool2d_with_indices(x, MaxPoolOptions::new([2, 2])),
    );
    t.case(
        "adaptive_avg_pool2d of a fixed size",
        &["b,4,7,10"],
        |x: F| adaptive_avg_pool2d(x, [3, 4]),
    );
}
