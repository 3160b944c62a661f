//! Operations that move, resize and choose values, on every engine against Burn.

use crate::common::{agrees, count};
use burn::module::Module;
use burn::nn::PaddingConfig2d;
use burn::nn::pool::{AvgPool2dConfig, MaxPool2dConfig};
use burn::tensor::Tensor;
use burn::tensor::module::{adaptive_avg_pool2d, interpolate};
use burn::tensor::ops::{InterpolateMode, InterpolateOptions};

/// A network without weights.
#[derive(Module, Debug)]
struct Nothing {}

#[test]
fn pixel_shuffles() {
    let exported = agrees(
        &Nothing {},
        |_, x| {
            let [b, c, h, w] = x.dims();
            let x = x
                .reshape([b, c, h / 2, 2, w / 2, 2])
                .permute([0, 1, 3, 5, 2, 4])
                .reshape([b, 4 * c, h / 2, w / 2]);
            let x = x.clone().mul_scalar(0.5).add(x.sin());
            x.reshape([b, c, 2, 2, h / 2, w / 2])
                .permute([0, 1, 4, 2, 5, 3])
                .reshape([b, c, h, w])
        },
        2,
    );
    assert_eq!(count(&exported, "DepthToSpace"), 1);
    assert_eq!(count(&exported, "Transpose"), 1, "only the unshuffle's");
}

#[test]
fn moving_values() {
    agrees(
        &Nothing {},
        |_, x| {
            let [_, _, h, w] = x.dims();
            // Swap the halves: bounds that follow the picture's size.
            let top = x.clone().slice([0..1, 0..3, 0..h / 2]);
            let bottom = x.clone().slice([0..1, 0..3, h / 2..h]);
            let swapped = Tensor::cat(vec![bottom, top], 2);
            let shifted = Tensor::cat(
                vec![x.clone().narrow(3, w - 2, 2), x.clone().narrow(3, 0, w - 2)],
                3,
            );
            let column = x.clone().narrow(3, 5, 1).repeat_dim(3, w);
            let tiled = x.clone().narrow(3, 0, w / 2).repeat_dim(3, 2);
            let bar = x.narrow(1, 2, 1).mean_dim(3).expand([1, 3, h, w]);
            let bars = Tensor::cat(vec![bar.clone().narrow(1, 0, 1), bar.narrow(1, 1, 2)], 1);
            swapped.add(shifted).add(column).add(tiled).add(bars)
        },
        2,
    );
}

#[test]
fn resizing() {
    let resize = |x, mode, size| {
        let options = InterpolateOptions::new(mode).with_align_corners(false);
        interpolate(x, options.with_output_size(size))
    };
    agrees(
        &Nothing {},
        |_, x| {
            let [_, _, h, w] = x.dims();
            let small = resize(x.clone(), InterpolateMode::Bilinear, [h / 2, w / 2]);
            let nearest = resize(small.clone(), InterpolateMode::Nearest, [h, w]);
            let cubic = resize(small, InterpolateMode::Bicubic, [h, w]);
            nearest.add(cubic).sub(x)
        },
        2,
    );
}

#[test]
fn pooling() {
    agrees(
        &Nothing {},
        |_, x| {
            let padding = PaddingConfig2d::Explicit(1, 1, 1, 1);
            let mean = AvgPool2dConfig::new([3, 3])
                .with_strides([1, 1])
                .with_padding(padding.clone())
                .with_count_include_pad(false)
                .init();
            let most = MaxPool2dConfig::new([3, 3])
                .with_strides([1, 1])
                .with_padding(padding)
                .init();
            let whole = adaptive_avg_pool2d(x.clone(), [1, 1]);
            mean.forward(x.clone()).sub(most.forward(x)).add(whole)
        },
        1,
    );
}

#[test]
fn choosing() {
    agrees(
        &Nothing {},
        |_, x| {
            let bright = x.clone().greater_elem(0.5);
            let rising = x.clone().lower(x.clone().mean_dim(3));
            let both = bright.clone().bool_and(rising.bool_not());
            let x = x
                .clone()
                .mask_fill(both, 0.25)
                .mask_where(bright.clone(), x.neg());
            x.add(bright.float())
        },
        1,
    );
}
