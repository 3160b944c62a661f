//! Resizing, normalisation and attention.

use burn::nn::attention::*;
use burn::nn::interpolate::{Interpolate1d, Interpolate1dConfig};
use burn::nn::transformer::*;
use burn::nn::*;
use burn::tensor::module::{attention, interpolate};
use burn::tensor::ops::{
    AttentionModuleOptions, GridSampleOptions, GridSamplePaddingMode, InterpolateMode as Mode,
    InterpolateOptions,
};
use burn::tensor::{Bool, Tensor};

use crate::operations::table::{PICTURE, Table, device};

type F = Tensor<4>;

pub fn cases(t: &mut Table) {
    resizing(t);
    norms(t);
    attentions(t);
}

fn resize(x: F, mode: Mode, corners: bool, size: [usize; 2]) -> F {
    let options = InterpolateOptions::new(mode).with_align_corners(corners);
    interpolate(x, options.with_output_size(size))
}

fn resizing(t: &mut Table) {
    t.family("Resizing");
    let twice = Interpolate1dConfig::new()
        .with_scale_factor(Some(2.0))
        .init();
    t.layer(
        "Interpolate1d",
        twice,
        &["b,4,n"],
        |m: &Interpolate1d, x: Tensor<3>| m.forward(x),
    );
    t.case("interpolate, nearest", PICTURE, |x: F| {
        let [_, _, h, w] = x.dims();
        resize(x, Mode::Nearest, false, [2 * h, 3 * w])
    });
    t.case("interpolate, bilinear", PICTURE, |x: F| {
        let [_, _, h, w] = x.dims();
        resize(x, Mode::Bilinear, false, [2 * h, 3 * w])
    });
    t.case("interpolate, bilinear, corners aligned", PICTURE, |x: F| {
        let [_, _, h, w] = x.dims();
        resize(x, Mode::Bilinear, true, [h + 3, 2 * w])
    });
    t.case("interpolate, bicubic", PICTURE, |x: F| {
        let [_, _, h, w] = x.dims();
        resize(x, Mode::Bicubic, false, [2 * h, 3 * w])
    });
    t.case("interpolate, bicubic, smaller", &["b,4,h:2,w:2"], |x: F| {
        let [_, _, h, w] = x.dims();
        resize(x, Mode::Bicubic, false, [h / 2, w / 2])
    });
    t.refused(
        "interpolate, nearest exact",
        PICTURE,
        "NearestExact",
        |x: F| resize(x, Mode::NearestExact, false, [40, 40]),
    );
    t.refused("interpolate, lanczos3", PICTURE, "Lanczos3", |x: F| {
        resize(x, Mode::Lanczos3, false, [40, 40])
    });
    let places = &["b,4,h,w", "b,m,n,2"];
    t.case("grid_sample_2d, bilinear", places, |(x, grid): (F, F)| {
        x.grid_sample_2d(grid * 0.6, GridSampleOptions::new(Mode::Bilinear))
    });
    t.case(
        "grid_sample_2d, nearest, border",
        places,
        |(x, grid): (F, F)| {
            let options = GridSampleOptions::new(Mode::Nearest);
            let options = options.with_padding_mode(GridSamplePaddingMode::Border);
            x.grid_sample_2d(grid * 0.6, options.with_align_corners(true))
        },
    );
}

fn norms(t: &mut Table) {
    let d = &device();
    t.family("Normalisation");
    let norm = BatchNormConfig::new(4).init(d);
    t.layer("BatchNorm", norm, PICTURE, |m: &BatchNorm, x: F| {
        m.forward(x)
    });
    let norm = BatchNormConfig::new(4).init(d);
    t.layer(
        "BatchNorm of sequences",
        norm,
        &["b,4,n"],
        |m: &BatchNorm, x: Tensor<3>| m.forward(x),
    );
    let norm = LayerNormConfig::new(6).init(d);
    t.layer(
        "LayerNorm",
        norm,
        &["b,n,6"],
        |m: &LayerNorm, x: Tensor<3>| m.forward(x),
    );
    let norm = LayerNormConfig::new(6).with_bias(false).init(d);
    t.layer(
        "LayerNorm without bias",
        norm,
        &["b,n,6"],
        |m: &LayerNorm, x: Tensor<3>| m.forward(x),
    );
    let norm = GroupNormConfig::new(2, 4).init(d);
    t.layer("GroupNorm", norm, PICTURE, |m: &GroupNorm, x: F| {
        m.forward(x)
    });
    let norm = InstanceNormConfig::new(4).init(d);
    t.layer("InstanceNorm", norm, PICTURE, |m: &InstanceNorm, x: F| {
        m.forward(x)
    });
    let norm = RmsNormConfig::new(6).init(d);
    t.layer("RmsNorm", norm, &["b,n,6"], |m: &RmsNorm, x: Tensor<3>| {
        m.forward(x)
    });
}

fn attentions(t: &mut Table) {
    let qkv: &[&str] = &["b,2,m,4", "b,2,n,4", "b,2,n,3"];
    t.family("Attention");
    let d = &device();
    let heads = MultiHeadAttentionConfig::new(8, 2).init(d);
    t.layer(
        "MultiHeadAttention",
        heads,
        &["b,n,8"],
        |m: &MultiHeadAttention, x: Tensor<3>| m.forward(MhaInput::self_attn(x)).context,
    );
    let encoder = TransformerEncoderConfig::new(8, 12, 2, 2).init(d);
    t.layer(
        "TransformerEncoder",
        encoder,
        &["b,n,8"],
        |m: &TransformerEncoder, x: Tensor<3>| m.forward(TransformerEncoderInput::new(x)),
    );
    t.case("attention", qkv, |(q, k, v): (F, F, F)| {
        attention(q, k, v, None, None, AttentionModuleOptions::default())
    });
    t.case("attention, causal", qkv, |(q, k, v): (F, F, F)| {
        let options = AttentionModuleOptions {
            is_causal: true,
            softcap: Some(2.0),
            scale: Some(0.7),
        };
        attention(q, k, v, None, None, options)
    });
    let masked: &[&str] = &["b,2,m,4", "b,2,n,4", "b,2,n,3", "b,2,m,n"];
    t.case(
        "attention, masked",
        masked,
        |(q, k, v, m): (F, F, F, Tensor<4, Bool>)| {
            attention(q, k, v, Some(m), None, AttentionModuleOptions::default())
        },
    );
    t.case(
        "attention, biased",
        masked,
        |(q, k, v, bias): (F, F, F, F)| {
            attention(q, k, v, None, Some(bias), AttentionModuleOptions::default())
        },
    );
}
