extern crate alloc;
use burn::prelude::*;
use burn::nn::Linear;
use burn::nn::LinearConfig;
use burn::nn::PaddingConfig2d;
use burn::nn::conv::Conv2d;
use burn::nn::conv::Conv2dConfig;
use burn::tensor::Bytes;
use burn_store::BurnpackStore;
use burn_store::ModuleSnapshot;


#[derive(Module, Debug)]
pub struct Submodule1 {
    conv2d1: Conv2d,
    constant6: burn::module::Param<Tensor<1>>,
    conv2d2: Conv2d,
    conv2d3: Conv2d,
    constant18: burn::module::Param<Tensor<1>>,
    conv2d4: Conv2d,
    conv2d5: Conv2d,
    conv2d6: Conv2d,
    conv2d7: Conv2d,
    conv2d8: Conv2d,
    conv2d9: Conv2d,
    conv2d10: Conv2d,
    #[module(skip)]
    device: Device,
}
impl Submodule1 {
    #[allow(unused_variables)]
    pub fn new(device: &Device) -> Self {
        let conv2d1 = Conv2dConfig::new([12, 4], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let constant6: burn::module::Param<Tensor<1>> = burn::module::Param::uninitialized(
            burn::module::ParamId::new(),
            move |device, _require_grad| Tensor::<
                1,
            >::from_data(
                burn::tensor::TensorData::from([0.000009999999747378752f64]),
                (device, burn::tensor::DType::F32),
            ),
            device.clone(),
            false,
            [1].into(),
        );
        let conv2d2 = Conv2dConfig::new([4, 12], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d3 = Conv2dConfig::new([12, 12], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(12)
            .with_bias(false)
            .init(device);
        let constant18: burn::module::Param<Tensor<1>> = burn::module::Param::uninitialized(
            burn::module::ParamId::new(),
            move |device, _require_grad| Tensor::<
                1,
            >::from_data(
                burn::tensor::TensorData::from([
                    0.0000000000000000000000010000000195414814f64,
                ]),
                (device, burn::tensor::DType::F32),
            ),
            device.clone(),
            false,
            [1].into(),
        );
        let conv2d4 = Conv2dConfig::new([4, 4], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d5 = Conv2dConfig::new([4, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d6 = Conv2dConfig::new([16, 16], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(16)
            .with_bias(false)
            .init(device);
        let conv2d7 = Conv2dConfig::new([8, 4], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d8 = Conv2dConfig::new([4, 12], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d9 = Conv2dConfig::new([12, 12], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(12)
            .with_bias(false)
            .init(device);
        let conv2d10 = Conv2dConfig::new([4, 4], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        Self {
            conv2d1,
            constant6,
            conv2d2,
            conv2d3,
            constant18,
            conv2d4,
            conv2d5,
            conv2d6,
            conv2d7,
            conv2d8,
            conv2d9,
            conv2d10,
            device: device.clone(),
        }
    }
    #[allow(clippy::let_and_return, clippy::approx_constant)]
    pub fn forward(
        &self,
        image: Tensor<4>,
    ) -> (
        Tensor<4>,
        Tensor<1>,
        [i64; 1],
        [i64; 1],
        [i64; 1],
        Tensor<1>,
        [i64; 2],
        [i64; 2],
        [i64; 1],
        [i64; 1],
    ) {
        let shape1_out1: [i64; 1] = {
            let axes = &image.clone().dims()[2..3];
            let mut output = [0i64; 1];
            for i in 0..1 {
                output[i] = axes[i] as i64;
            }
            output
        };
        let constant2_out1: [i64; 1] = [2i64];
        let div1_out1 = {
            let __lhs = shape1_out1;
            let __rhs = constant2_out1;
            core::array::from_fn::<
                i64,
                1usize,
                _,
            >(|__i| if __rhs[__i] != 0 { __lhs[__i] / __rhs[__i] } else { __lhs[__i] })
        };
        let shape2_out1: [i64; 1] = {
            let axes = &image.clone().dims()[3..4];
            let mut output = [0i64; 1];
            for i in 0..1 {
                output[i] = axes[i] as i64;
            }
            output
        };
        let div2_out1 = {
            let __lhs = shape2_out1;
            let __rhs = constant2_out1;
            core::array::from_fn::<
                i64,
                1usize,
                _,
            >(|__i| if __rhs[__i] != 0 { __lhs[__i] / __rhs[__i] } else { __lhs[__i] })
        };
        let constant1_out1: [i64; 2] = [1i64, 3i64];
        let concat1_out1: [i64; 6usize] = [
            &constant1_out1[..],
            &div1_out1[..],
            &constant2_out1[..],
            &div2_out1[..],
            &constant2_out1[..],
        ]
            .concat()
            .try_into()
            .unwrap();
        let reshape1_out1 = image.reshape(concat1_out1);
        let transpose1_out1 = reshape1_out1.permute([0, 1, 3, 5, 2, 4]);
        let constant3_out1: [i64; 2] = [1i64, 12i64];
        let concat2_out1: [i64; 4usize] = [
            &constant3_out1[..],
            &div1_out1[..],
            &div2_out1[..],
        ]
            .concat()
            .try_into()
            .unwrap();
        let reshape2_out1 = transpose1_out1.reshape(concat2_out1);
        let conv2d1_out1 = self.conv2d1.forward(reshape2_out1);
        let reducemean1_out1 = {
            conv2d1_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub1_out1 = conv2d1_out1.clone().sub(reducemean1_out1);
        let mul1_out1 = sub1_out1.clone().mul(sub1_out1.clone());
        let reducemean2_out1 = { mul1_out1.mean_dim(0usize).mean_dim(1usize) };
        let constant6_out1 = self.constant6.val();
        let add1_out1 = reducemean2_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt1_out1 = add1_out1.sqrt();
        let div3_out1 = sub1_out1.div(sqrt1_out1);
        let conv2d2_out1 = self.conv2d2.forward(div3_out1);
        let conv2d3_out1 = self.conv2d3.forward(conv2d2_out1);
        let reshape3_out1 = conv2d3_out1.reshape([1, 3, 4, -1]);
        let slice1_out1 = reshape3_out1.clone().slice(s![.., 0..1, .., ..]);
        let slice2_out1 = reshape3_out1.clone().slice(s![.., 1..2, .., ..]);
        let slice3_out1 = reshape3_out1.slice(s![.., 2..3, .., ..]);
        let mul3_out1 = slice1_out1.clone().mul(slice1_out1.clone());
        let reducesum1_out1 = { mul3_out1.sum_dim(3usize) };
        let constant18_out1 = self.constant18.val();
        let add3_out1 = reducesum1_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt2_out1 = add3_out1.sqrt();
        let mul4_out1 = slice2_out1.clone().mul(slice2_out1.clone());
        let reducesum2_out1 = { mul4_out1.sum_dim(3usize) };
        let add4_out1 = reducesum2_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt3_out1 = add4_out1.sqrt();
        let transpose2_out1 = sqrt3_out1.permute([0, 1, 3, 2]);
        let mul5_out1 = sqrt2_out1.mul(transpose2_out1);
        let transpose3_out1 = slice2_out1.permute([0, 1, 3, 2]);
        let matmul1_out1 = slice1_out1.matmul(transpose3_out1);
        let div4_out1 = matmul1_out1.div(mul5_out1);
        let softmax1_out1 = burn::tensor::activation::softmax(div4_out1, 3);
        let matmul2_out1 = softmax1_out1.matmul(slice3_out1);
        let constant20_out1: [i64; 2] = [1i64, 4i64];
        let concat3_out1: [i64; 4usize] = [
            &constant20_out1[..],
            &div1_out1[..],
            &div2_out1[..],
        ]
            .concat()
            .try_into()
            .unwrap();
        let reshape4_out1 = matmul2_out1.reshape(concat3_out1);
        let conv2d4_out1 = self.conv2d4.forward(reshape4_out1);
        let add5_out1 = conv2d1_out1.add(conv2d4_out1);
        let reducemean3_out1 = { add5_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub2_out1 = add5_out1.clone().sub(reducemean3_out1);
        let mul7_out1 = sub2_out1.clone().mul(sub2_out1.clone());
        let reducemean4_out1 = { mul7_out1.mean_dim(0usize).mean_dim(1usize) };
        let add6_out1 = reducemean4_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt4_out1 = add6_out1.sqrt();
        let div5_out1 = sub2_out1.div(sqrt4_out1);
        let conv2d5_out1 = self.conv2d5.forward(div5_out1);
        let conv2d6_out1 = self.conv2d6.forward(conv2d5_out1);
        let slice4_out1 = conv2d6_out1.clone().slice(s![.., 0..8, .., ..]);
        let gelu1_out1 = burn::tensor::activation::gelu(slice4_out1);
        let slice5_out1 = conv2d6_out1.slice(s![.., 8..16, .., ..]);
        let mul9_out1 = gelu1_out1.mul(slice5_out1);
        let conv2d7_out1 = self.conv2d7.forward(mul9_out1);
        let add8_out1 = add5_out1.add(conv2d7_out1);
        let reducemean5_out1 = { add8_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub3_out1 = add8_out1.clone().sub(reducemean5_out1);
        let mul10_out1 = sub3_out1.clone().mul(sub3_out1.clone());
        let reducemean6_out1 = { mul10_out1.mean_dim(0usize).mean_dim(1usize) };
        let add9_out1 = reducemean6_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt5_out1 = add9_out1.sqrt();
        let div6_out1 = sub3_out1.div(sqrt5_out1);
        let conv2d8_out1 = self.conv2d8.forward(div6_out1);
        let conv2d9_out1 = self.conv2d9.forward(conv2d8_out1);
        let reshape5_out1 = conv2d9_out1.reshape([1, 3, 4, -1]);
        let slice6_out1 = reshape5_out1.clone().slice(s![.., 0..1, .., ..]);
        let slice7_out1 = reshape5_out1.clone().slice(s![.., 1..2, .., ..]);
        let slice8_out1 = reshape5_out1.slice(s![.., 2..3, .., ..]);
        let mul12_out1 = slice6_out1.clone().mul(slice6_out1.clone());
        let reducesum3_out1 = { mul12_out1.sum_dim(3usize) };
        let add11_out1 = reducesum3_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt6_out1 = add11_out1.sqrt();
        let mul13_out1 = slice7_out1.clone().mul(slice7_out1.clone());
        let reducesum4_out1 = { mul13_out1.sum_dim(3usize) };
        let add12_out1 = reducesum4_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt7_out1 = add12_out1.sqrt();
        let transpose4_out1 = sqrt7_out1.permute([0, 1, 3, 2]);
        let mul14_out1 = sqrt6_out1.mul(transpose4_out1);
        let transpose5_out1 = slice7_out1.permute([0, 1, 3, 2]);
        let matmul3_out1 = slice6_out1.matmul(transpose5_out1);
        let div7_out1 = matmul3_out1.div(mul14_out1);
        let softmax2_out1 = burn::tensor::activation::softmax(div7_out1, 3);
        let matmul4_out1 = softmax2_out1.matmul(slice8_out1);
        let reshape6_out1 = matmul4_out1.reshape(concat3_out1);
        let conv2d10_out1 = self.conv2d10.forward(reshape6_out1);
        let add13_out1 = add8_out1.add(conv2d10_out1);
        (
            add13_out1,
            constant6_out1,
            shape1_out1,
            shape2_out1,
            constant2_out1,
            constant18_out1,
            constant20_out1,
            constant3_out1,
            div1_out1,
            div2_out1,
        )
    }
}
#[derive(Module, Debug)]
pub struct Submodule2 {
    conv2d11: Conv2d,
    conv2d12: Conv2d,
    conv2d13: Conv2d,
    conv2d14: Conv2d,
    conv2d15: Conv2d,
    conv2d16: Conv2d,
    conv2d17: Conv2d,
    conv2d18: Conv2d,
    conv2d19: Conv2d,
    conv2d20: Conv2d,
    #[module(skip)]
    device: Device,
}
impl Submodule2 {
    #[allow(unused_variables)]
    pub fn new(device: &Device) -> Self {
        let conv2d11 = Conv2dConfig::new([4, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d12 = Conv2dConfig::new([16, 16], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(16)
            .with_bias(false)
            .init(device);
        let conv2d13 = Conv2dConfig::new([8, 4], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d14 = Conv2dConfig::new([4, 2], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d15 = Conv2dConfig::new([8, 24], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d16 = Conv2dConfig::new([24, 24], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(24)
            .with_bias(false)
            .init(device);
        let conv2d17 = Conv2dConfig::new([8, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d18 = Conv2dConfig::new([8, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d19 = Conv2dConfig::new([32, 32], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(32)
            .with_bias(false)
            .init(device);
        let conv2d20 = Conv2dConfig::new([16, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        Self {
            conv2d11,
            conv2d12,
            conv2d13,
            conv2d14,
            conv2d15,
            conv2d16,
            conv2d17,
            conv2d18,
            conv2d19,
            conv2d20,
            device: device.clone(),
        }
    }
    #[allow(clippy::let_and_return, clippy::approx_constant)]
    pub fn forward(
        &self,
        add13_out1: Tensor<4>,
        constant6_out1: Tensor<1>,
        shape1_out1: [i64; 1],
        shape2_out1: [i64; 1],
        constant2_out1: [i64; 1],
        constant18_out1: Tensor<1>,
    ) -> (Tensor<4>, [i64; 4], [i64; 2], [i64; 1], [i64; 1], Tensor<4>) {
        let reducemean7_out1 = { add13_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub4_out1 = add13_out1.clone().sub(reducemean7_out1);
        let mul16_out1 = sub4_out1.clone().mul(sub4_out1.clone());
        let reducemean8_out1 = { mul16_out1.mean_dim(0usize).mean_dim(1usize) };
        let add14_out1 = reducemean8_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt8_out1 = add14_out1.sqrt();
        let div8_out1 = sub4_out1.div(sqrt8_out1);
        let conv2d11_out1 = self.conv2d11.forward(div8_out1);
        let conv2d12_out1 = self.conv2d12.forward(conv2d11_out1);
        let slice9_out1 = conv2d12_out1.clone().slice(s![.., 0..8, .., ..]);
        let gelu2_out1 = burn::tensor::activation::gelu(slice9_out1);
        let slice10_out1 = conv2d12_out1.slice(s![.., 8..16, .., ..]);
        let mul18_out1 = gelu2_out1.mul(slice10_out1);
        let conv2d13_out1 = self.conv2d13.forward(mul18_out1);
        let add16_out1 = add13_out1.add(conv2d13_out1);
        let conv2d14_out1 = self.conv2d14.forward(add16_out1.clone());
        let constant12_out1: [i64; 1] = [4i64];
        let div9_out1 = {
            let __lhs = shape1_out1;
            let __rhs = constant12_out1;
            core::array::from_fn::<
                i64,
                1usize,
                _,
            >(|__i| if __rhs[__i] != 0 { __lhs[__i] / __rhs[__i] } else { __lhs[__i] })
        };
        let div10_out1 = {
            let __lhs = shape2_out1;
            let __rhs = constant12_out1;
            core::array::from_fn::<
                i64,
                1usize,
                _,
            >(|__i| if __rhs[__i] != 0 { __lhs[__i] / __rhs[__i] } else { __lhs[__i] })
        };
        let constant29_out1: [i64; 2] = [1i64, 2i64];
        let concat4_out1: [i64; 6usize] = [
            &constant29_out1[..],
            &div9_out1[..],
            &constant2_out1[..],
            &div10_out1[..],
            &constant2_out1[..],
        ]
            .concat()
            .try_into()
            .unwrap();
        let reshape7_out1 = conv2d14_out1.reshape(concat4_out1);
        let transpose6_out1 = reshape7_out1.permute([0, 1, 3, 5, 2, 4]);
        let constant30_out1: [i64; 2] = [1i64, 8i64];
        let concat5_out1: [i64; 4usize] = [
            &constant30_out1[..],
            &div9_out1[..],
            &div10_out1[..],
        ]
            .concat()
            .try_into()
            .unwrap();
        let reshape8_out1 = transpose6_out1.reshape(concat5_out1);
        let reducemean9_out1 = {
            reshape8_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub5_out1 = reshape8_out1.clone().sub(reducemean9_out1);
        let mul19_out1 = sub5_out1.clone().mul(sub5_out1.clone());
        let reducemean10_out1 = { mul19_out1.mean_dim(0usize).mean_dim(1usize) };
        let add17_out1 = reducemean10_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt9_out1 = add17_out1.sqrt();
        let div11_out1 = sub5_out1.div(sqrt9_out1);
        let conv2d15_out1 = self.conv2d15.forward(div11_out1);
        let conv2d16_out1 = self.conv2d16.forward(conv2d15_out1);
        let reshape9_out1 = conv2d16_out1.reshape([1, 6, 4, -1]);
        let slice11_out1 = reshape9_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice12_out1 = reshape9_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice13_out1 = reshape9_out1.slice(s![.., 4..6, .., ..]);
        let mul21_out1 = slice11_out1.clone().mul(slice11_out1.clone());
        let reducesum5_out1 = { mul21_out1.sum_dim(3usize) };
        let add19_out1 = reducesum5_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt10_out1 = add19_out1.sqrt();
        let mul22_out1 = slice12_out1.clone().mul(slice12_out1.clone());
        let reducesum6_out1 = { mul22_out1.sum_dim(3usize) };
        let add20_out1 = reducesum6_out1
            .add((constant18_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt11_out1 = add20_out1.sqrt();
        let transpose7_out1 = sqrt11_out1.permute([0, 1, 3, 2]);
        let mul23_out1 = sqrt10_out1.mul(transpose7_out1);
        let transpose8_out1 = slice12_out1.permute([0, 1, 3, 2]);
        let matmul5_out1 = slice11_out1.matmul(transpose8_out1);
        let div12_out1 = matmul5_out1.div(mul23_out1);
        let softmax3_out1 = burn::tensor::activation::softmax(div12_out1, 3);
        let matmul6_out1 = softmax3_out1.matmul(slice13_out1);
        let reshape10_out1 = matmul6_out1.reshape(concat5_out1);
        let conv2d17_out1 = self.conv2d17.forward(reshape10_out1);
        let add21_out1 = reshape8_out1.add(conv2d17_out1);
        let reducemean11_out1 = { add21_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub6_out1 = add21_out1.clone().sub(reducemean11_out1);
        let mul25_out1 = sub6_out1.clone().mul(sub6_out1.clone());
        let reducemean12_out1 = { mul25_out1.mean_dim(0usize).mean_dim(1usize) };
        let add22_out1 = reducemean12_out1
            .add((constant6_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt12_out1 = add22_out1.sqrt();
        let div13_out1 = sub6_out1.div(sqrt12_out1);
        let conv2d18_out1 = self.conv2d18.forward(div13_out1);
        let conv2d19_out1 = self.conv2d19.forward(conv2d18_out1);
        let slice14_out1 = conv2d19_out1.clone().slice(s![.., 0..16, .., ..]);
        let gelu3_out1 = burn::tensor::activation::gelu(slice14_out1);
        let slice15_out1 = conv2d19_out1.slice(s![.., 16..32, .., ..]);
        let mul27_out1 = gelu3_out1.mul(slice15_out1);
        let conv2d20_out1 = self.conv2d20.forward(mul27_out1);
        let add24_out1 = add21_out1.add(conv2d20_out1);
        (add24_out1, concat5_out1, constant30_out1, div9_out1, div10_out1, add16_out1)
    }
}
#[derive(Module, Debug)]
pub struct Submodule3 {
    conv2d21: Conv2d,
    conv2d22: Conv2d,
    conv2d23: Conv2d,
    conv2d24: Conv2d,
    conv2d25: Conv2d,
    conv2d26: Conv2d,
    conv2d27: Conv2d,
    conv2d28: Conv2d,
    conv2d29: Conv2d,
    #[module(skip)]
    device: Device,
}
impl Submodule3 {
    #[allow(unused_variables)]
    pub fn new(device: &Device) -> Self {
        let conv2d21 = Conv2dConfig::new([8, 24], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d22 = Conv2dConfig::new([24, 24], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(24)
            .with_bias(false)
            .init(device);
        let conv2d23 = Conv2dConfig::new([8, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d24 = Conv2dConfig::new([8, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d25 = Conv2dConfig::new([32, 32], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(32)
            .with_bias(false)
            .init(device);
        let conv2d26 = Conv2dConfig::new([16, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d27 = Conv2dConfig::new([8, 24], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d28 = Conv2dConfig::new([24, 24], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(24)
            .with_bias(false)
            .init(device);
        let conv2d29 = Conv2dConfig::new([8, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        Self {
            conv2d21,
            conv2d22,
            conv2d23,
            conv2d24,
            conv2d25,
            conv2d26,
            conv2d27,
            conv2d28,
            conv2d29,
            device: device.clone(),
        }
    }
    #[allow(clippy::let_and_return, clippy::approx_constant)]
    pub fn forward(
        &self,
        add24_out1: Tensor<4>,
        constant6_out1: Tensor<1>,
        constant18_out1: Tensor<1>,
        concat5_out1: [i64; 4],
    ) -> Tensor<4> {
        let reducemean13_out1 = { add24_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub7_out1 = add24_out1.clone().sub(reducemean13_out1);
        let mul28_out1 = sub7_out1.clone().mul(sub7_out1.clone());
        let reducemean14_out1 = { mul28_out1.mean_dim(0usize).mean_dim(1usize) };
        let add25_out1 = reducemean14_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt13_out1 = add25_out1.sqrt();
        let div14_out1 = sub7_out1.div(sqrt13_out1);
        let conv2d21_out1 = self.conv2d21.forward(div14_out1);
        let conv2d22_out1 = self.conv2d22.forward(conv2d21_out1);
        let reshape11_out1 = conv2d22_out1.reshape([1, 6, 4, -1]);
        let slice16_out1 = reshape11_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice17_out1 = reshape11_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice18_out1 = reshape11_out1.slice(s![.., 4..6, .., ..]);
        let mul30_out1 = slice16_out1.clone().mul(slice16_out1.clone());
        let reducesum7_out1 = { mul30_out1.sum_dim(3usize) };
        let add27_out1 = reducesum7_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt14_out1 = add27_out1.sqrt();
        let mul31_out1 = slice17_out1.clone().mul(slice17_out1.clone());
        let reducesum8_out1 = { mul31_out1.sum_dim(3usize) };
        let add28_out1 = reducesum8_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt15_out1 = add28_out1.sqrt();
        let transpose9_out1 = sqrt15_out1.permute([0, 1, 3, 2]);
        let mul32_out1 = sqrt14_out1.mul(transpose9_out1);
        let transpose10_out1 = slice17_out1.permute([0, 1, 3, 2]);
        let matmul7_out1 = slice16_out1.matmul(transpose10_out1);
        let div15_out1 = matmul7_out1.div(mul32_out1);
        let softmax4_out1 = burn::tensor::activation::softmax(div15_out1, 3);
        let matmul8_out1 = softmax4_out1.matmul(slice18_out1);
        let reshape12_out1 = matmul8_out1.reshape(concat5_out1);
        let conv2d23_out1 = self.conv2d23.forward(reshape12_out1);
        let add29_out1 = add24_out1.add(conv2d23_out1);
        let reducemean15_out1 = { add29_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub8_out1 = add29_out1.clone().sub(reducemean15_out1);
        let mul34_out1 = sub8_out1.clone().mul(sub8_out1.clone());
        let reducemean16_out1 = { mul34_out1.mean_dim(0usize).mean_dim(1usize) };
        let add30_out1 = reducemean16_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt16_out1 = add30_out1.sqrt();
        let div16_out1 = sub8_out1.div(sqrt16_out1);
        let conv2d24_out1 = self.conv2d24.forward(div16_out1);
        let conv2d25_out1 = self.conv2d25.forward(conv2d24_out1);
        let slice19_out1 = conv2d25_out1.clone().slice(s![.., 0..16, .., ..]);
        let gelu4_out1 = burn::tensor::activation::gelu(slice19_out1);
        let slice20_out1 = conv2d25_out1.slice(s![.., 16..32, .., ..]);
        let mul36_out1 = gelu4_out1.mul(slice20_out1);
        let conv2d26_out1 = self.conv2d26.forward(mul36_out1);
        let add32_out1 = add29_out1.add(conv2d26_out1);
        let reducemean17_out1 = { add32_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub9_out1 = add32_out1.clone().sub(reducemean17_out1);
        let mul37_out1 = sub9_out1.clone().mul(sub9_out1.clone());
        let reducemean18_out1 = { mul37_out1.mean_dim(0usize).mean_dim(1usize) };
        let add33_out1 = reducemean18_out1
            .add((constant6_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt17_out1 = add33_out1.sqrt();
        let div17_out1 = sub9_out1.div(sqrt17_out1);
        let conv2d27_out1 = self.conv2d27.forward(div17_out1);
        let conv2d28_out1 = self.conv2d28.forward(conv2d27_out1);
        let reshape13_out1 = conv2d28_out1.reshape([1, 6, 4, -1]);
        let slice21_out1 = reshape13_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice22_out1 = reshape13_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice23_out1 = reshape13_out1.slice(s![.., 4..6, .., ..]);
        let mul39_out1 = slice21_out1.clone().mul(slice21_out1.clone());
        let reducesum9_out1 = { mul39_out1.sum_dim(3usize) };
        let add35_out1 = reducesum9_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt18_out1 = add35_out1.sqrt();
        let mul40_out1 = slice22_out1.clone().mul(slice22_out1.clone());
        let reducesum10_out1 = { mul40_out1.sum_dim(3usize) };
        let add36_out1 = reducesum10_out1
            .add((constant18_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt19_out1 = add36_out1.sqrt();
        let transpose11_out1 = sqrt19_out1.permute([0, 1, 3, 2]);
        let mul41_out1 = sqrt18_out1.mul(transpose11_out1);
        let transpose12_out1 = slice22_out1.permute([0, 1, 3, 2]);
        let matmul9_out1 = slice21_out1.matmul(transpose12_out1);
        let div18_out1 = matmul9_out1.div(mul41_out1);
        let softmax5_out1 = burn::tensor::activation::softmax(div18_out1, 3);
        let matmul10_out1 = softmax5_out1.matmul(slice23_out1);
        let reshape14_out1 = matmul10_out1.reshape(concat5_out1);
        let conv2d29_out1 = self.conv2d29.forward(reshape14_out1);
        let add37_out1 = add32_out1.add(conv2d29_out1);
        add37_out1
    }
}
#[derive(Module, Debug)]
pub struct Submodule4 {
    conv2d30: Conv2d,
    conv2d31: Conv2d,
    conv2d32: Conv2d,
    conv2d33: Conv2d,
    conv2d34: Conv2d,
    conv2d35: Conv2d,
    conv2d36: Conv2d,
    conv2d37: Conv2d,
    conv2d38: Conv2d,
    conv2d39: Conv2d,
    #[module(skip)]
    device: Device,
}
impl Submodule4 {
    #[allow(unused_variables)]
    pub fn new(device: &Device) -> Self {
        let conv2d30 = Conv2dConfig::new([8, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d31 = Conv2dConfig::new([32, 32], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(32)
            .with_bias(false)
            .init(device);
        let conv2d32 = Conv2dConfig::new([16, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d33 = Conv2dConfig::new([8, 4], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d34 = Conv2dConfig::new([16, 48], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d35 = Conv2dConfig::new([48, 48], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(48)
            .with_bias(false)
            .init(device);
        let conv2d36 = Conv2dConfig::new([16, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d37 = Conv2dConfig::new([16, 64], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d38 = Conv2dConfig::new([64, 64], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(64)
            .with_bias(false)
            .init(device);
        let conv2d39 = Conv2dConfig::new([32, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        Self {
            conv2d30,
            conv2d31,
            conv2d32,
            conv2d33,
            conv2d34,
            conv2d35,
            conv2d36,
            conv2d37,
            conv2d38,
            conv2d39,
            device: device.clone(),
        }
    }
    #[allow(clippy::let_and_return, clippy::approx_constant)]
    pub fn forward(
        &self,
        add37_out1: Tensor<4>,
        constant6_out1: Tensor<1>,
        shape1_out1: [i64; 1],
        shape2_out1: [i64; 1],
        constant20_out1: [i64; 2],
        constant2_out1: [i64; 1],
        constant18_out1: Tensor<1>,
    ) -> (Tensor<4>, [i64; 4], [i64; 1], [i64; 1], Tensor<4>) {
        let reducemean19_out1 = { add37_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub10_out1 = add37_out1.clone().sub(reducemean19_out1);
        let mul43_out1 = sub10_out1.clone().mul(sub10_out1.clone());
        let reducemean20_out1 = { mul43_out1.mean_dim(0usize).mean_dim(1usize) };
        let add38_out1 = reducemean20_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt20_out1 = add38_out1.sqrt();
        let div19_out1 = sub10_out1.div(sqrt20_out1);
        let conv2d30_out1 = self.conv2d30.forward(div19_out1);
        let conv2d31_out1 = self.conv2d31.forward(conv2d30_out1);
        let slice24_out1 = conv2d31_out1.clone().slice(s![.., 0..16, .., ..]);
        let gelu5_out1 = burn::tensor::activation::gelu(slice24_out1);
        let slice25_out1 = conv2d31_out1.slice(s![.., 16..32, .., ..]);
        let mul45_out1 = gelu5_out1.mul(slice25_out1);
        let conv2d32_out1 = self.conv2d32.forward(mul45_out1);
        let add40_out1 = add37_out1.add(conv2d32_out1);
        let conv2d33_out1 = self.conv2d33.forward(add40_out1.clone());
        let constant15_out1: [i64; 1] = [8i64];
        let div20_out1 = {
            let __lhs = shape1_out1;
            let __rhs = constant15_out1;
            core::array::from_fn::<
                i64,
                1usize,
                _,
            >(|__i| if __rhs[__i] != 0 { __lhs[__i] / __rhs[__i] } else { __lhs[__i] })
        };
        let div21_out1 = {
            let __lhs = shape2_out1;
            let __rhs = constant15_out1;
            core::array::from_fn::<
                i64,
                1usize,
                _,
            >(|__i| if __rhs[__i] != 0 { __lhs[__i] / __rhs[__i] } else { __lhs[__i] })
        };
        let concat6_out1: [i64; 6usize] = [
            &constant20_out1[..],
            &div20_out1[..],
            &constant2_out1[..],
            &div21_out1[..],
            &constant2_out1[..],
        ]
            .concat()
            .try_into()
            .unwrap();
        let reshape15_out1 = conv2d33_out1.reshape(concat6_out1);
        let transpose13_out1 = reshape15_out1.permute([0, 1, 3, 5, 2, 4]);
        let constant47_out1: [i64; 2] = [1i64, 16i64];
        let concat7_out1: [i64; 4usize] = [
            &constant47_out1[..],
            &div20_out1[..],
            &div21_out1[..],
        ]
            .concat()
            .try_into()
            .unwrap();
        let reshape16_out1 = transpose13_out1.reshape(concat7_out1);
        let reducemean21_out1 = {
            reshape16_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub11_out1 = reshape16_out1.clone().sub(reducemean21_out1);
        let mul46_out1 = sub11_out1.clone().mul(sub11_out1.clone());
        let reducemean22_out1 = { mul46_out1.mean_dim(0usize).mean_dim(1usize) };
        let add41_out1 = reducemean22_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt21_out1 = add41_out1.sqrt();
        let div22_out1 = sub11_out1.div(sqrt21_out1);
        let conv2d34_out1 = self.conv2d34.forward(div22_out1);
        let conv2d35_out1 = self.conv2d35.forward(conv2d34_out1);
        let reshape17_out1 = conv2d35_out1.reshape([1, 6, 8, -1]);
        let slice26_out1 = reshape17_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice27_out1 = reshape17_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice28_out1 = reshape17_out1.slice(s![.., 4..6, .., ..]);
        let mul48_out1 = slice26_out1.clone().mul(slice26_out1.clone());
        let reducesum11_out1 = { mul48_out1.sum_dim(3usize) };
        let add43_out1 = reducesum11_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt22_out1 = add43_out1.sqrt();
        let mul49_out1 = slice27_out1.clone().mul(slice27_out1.clone());
        let reducesum12_out1 = { mul49_out1.sum_dim(3usize) };
        let add44_out1 = reducesum12_out1
            .add((constant18_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt23_out1 = add44_out1.sqrt();
        let transpose14_out1 = sqrt23_out1.permute([0, 1, 3, 2]);
        let mul50_out1 = sqrt22_out1.mul(transpose14_out1);
        let transpose15_out1 = slice27_out1.permute([0, 1, 3, 2]);
        let matmul11_out1 = slice26_out1.matmul(transpose15_out1);
        let div23_out1 = matmul11_out1.div(mul50_out1);
        let softmax6_out1 = burn::tensor::activation::softmax(div23_out1, 3);
        let matmul12_out1 = softmax6_out1.matmul(slice28_out1);
        let reshape18_out1 = matmul12_out1.reshape(concat7_out1);
        let conv2d36_out1 = self.conv2d36.forward(reshape18_out1);
        let add45_out1 = reshape16_out1.add(conv2d36_out1);
        let reducemean23_out1 = { add45_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub12_out1 = add45_out1.clone().sub(reducemean23_out1);
        let mul52_out1 = sub12_out1.clone().mul(sub12_out1.clone());
        let reducemean24_out1 = { mul52_out1.mean_dim(0usize).mean_dim(1usize) };
        let add46_out1 = reducemean24_out1
            .add((constant6_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt24_out1 = add46_out1.sqrt();
        let div24_out1 = sub12_out1.div(sqrt24_out1);
        let conv2d37_out1 = self.conv2d37.forward(div24_out1);
        let conv2d38_out1 = self.conv2d38.forward(conv2d37_out1);
        let slice29_out1 = conv2d38_out1.clone().slice(s![.., 0..32, .., ..]);
        let gelu6_out1 = burn::tensor::activation::gelu(slice29_out1);
        let slice30_out1 = conv2d38_out1.slice(s![.., 32..64, .., ..]);
        let mul54_out1 = gelu6_out1.mul(slice30_out1);
        let conv2d39_out1 = self.conv2d39.forward(mul54_out1);
        let add48_out1 = add45_out1.add(conv2d39_out1);
        (add48_out1, concat7_out1, div20_out1, div21_out1, add40_out1)
    }
}
#[derive(Module, Debug)]
pub struct Submodule5 {
    conv2d40: Conv2d,
    conv2d41: Conv2d,
    conv2d42: Conv2d,
    conv2d43: Conv2d,
    conv2d44: Conv2d,
    conv2d45: Conv2d,
    conv2d46: Conv2d,
    conv2d47: Conv2d,
    conv2d48: Conv2d,
    #[module(skip)]
    device: Device,
}
impl Submodule5 {
    #[allow(unused_variables)]
    pub fn new(device: &Device) -> Self {
        let conv2d40 = Conv2dConfig::new([16, 48], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d41 = Conv2dConfig::new([48, 48], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(48)
            .with_bias(false)
            .init(device);
        let conv2d42 = Conv2dConfig::new([16, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d43 = Conv2dConfig::new([16, 64], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d44 = Conv2dConfig::new([64, 64], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(64)
            .with_bias(false)
            .init(device);
        let conv2d45 = Conv2dConfig::new([32, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d46 = Conv2dConfig::new([16, 48], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d47 = Conv2dConfig::new([48, 48], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(48)
            .with_bias(false)
            .init(device);
        let conv2d48 = Conv2dConfig::new([16, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        Self {
            conv2d40,
            conv2d41,
            conv2d42,
            conv2d43,
            conv2d44,
            conv2d45,
            conv2d46,
            conv2d47,
            conv2d48,
            device: device.clone(),
        }
    }
    #[allow(clippy::let_and_return, clippy::approx_constant)]
    pub fn forward(
        &self,
        add48_out1: Tensor<4>,
        constant6_out1: Tensor<1>,
        constant18_out1: Tensor<1>,
        concat7_out1: [i64; 4],
    ) -> Tensor<4> {
        let reducemean25_out1 = { add48_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub13_out1 = add48_out1.clone().sub(reducemean25_out1);
        let mul55_out1 = sub13_out1.clone().mul(sub13_out1.clone());
        let reducemean26_out1 = { mul55_out1.mean_dim(0usize).mean_dim(1usize) };
        let add49_out1 = reducemean26_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt25_out1 = add49_out1.sqrt();
        let div25_out1 = sub13_out1.div(sqrt25_out1);
        let conv2d40_out1 = self.conv2d40.forward(div25_out1);
        let conv2d41_out1 = self.conv2d41.forward(conv2d40_out1);
        let reshape19_out1 = conv2d41_out1.reshape([1, 6, 8, -1]);
        let slice31_out1 = reshape19_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice32_out1 = reshape19_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice33_out1 = reshape19_out1.slice(s![.., 4..6, .., ..]);
        let mul57_out1 = slice31_out1.clone().mul(slice31_out1.clone());
        let reducesum13_out1 = { mul57_out1.sum_dim(3usize) };
        let add51_out1 = reducesum13_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt26_out1 = add51_out1.sqrt();
        let mul58_out1 = slice32_out1.clone().mul(slice32_out1.clone());
        let reducesum14_out1 = { mul58_out1.sum_dim(3usize) };
        let add52_out1 = reducesum14_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt27_out1 = add52_out1.sqrt();
        let transpose16_out1 = sqrt27_out1.permute([0, 1, 3, 2]);
        let mul59_out1 = sqrt26_out1.mul(transpose16_out1);
        let transpose17_out1 = slice32_out1.permute([0, 1, 3, 2]);
        let matmul13_out1 = slice31_out1.matmul(transpose17_out1);
        let div26_out1 = matmul13_out1.div(mul59_out1);
        let softmax7_out1 = burn::tensor::activation::softmax(div26_out1, 3);
        let matmul14_out1 = softmax7_out1.matmul(slice33_out1);
        let reshape20_out1 = matmul14_out1.reshape(concat7_out1);
        let conv2d42_out1 = self.conv2d42.forward(reshape20_out1);
        let add53_out1 = add48_out1.add(conv2d42_out1);
        let reducemean27_out1 = { add53_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub14_out1 = add53_out1.clone().sub(reducemean27_out1);
        let mul61_out1 = sub14_out1.clone().mul(sub14_out1.clone());
        let reducemean28_out1 = { mul61_out1.mean_dim(0usize).mean_dim(1usize) };
        let add54_out1 = reducemean28_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt28_out1 = add54_out1.sqrt();
        let div27_out1 = sub14_out1.div(sqrt28_out1);
        let conv2d43_out1 = self.conv2d43.forward(div27_out1);
        let conv2d44_out1 = self.conv2d44.forward(conv2d43_out1);
        let slice34_out1 = conv2d44_out1.clone().slice(s![.., 0..32, .., ..]);
        let gelu7_out1 = burn::tensor::activation::gelu(slice34_out1);
        let slice35_out1 = conv2d44_out1.slice(s![.., 32..64, .., ..]);
        let mul63_out1 = gelu7_out1.mul(slice35_out1);
        let conv2d45_out1 = self.conv2d45.forward(mul63_out1);
        let add56_out1 = add53_out1.add(conv2d45_out1);
        let reducemean29_out1 = { add56_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub15_out1 = add56_out1.clone().sub(reducemean29_out1);
        let mul64_out1 = sub15_out1.clone().mul(sub15_out1.clone());
        let reducemean30_out1 = { mul64_out1.mean_dim(0usize).mean_dim(1usize) };
        let add57_out1 = reducemean30_out1
            .add((constant6_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt29_out1 = add57_out1.sqrt();
        let div28_out1 = sub15_out1.div(sqrt29_out1);
        let conv2d46_out1 = self.conv2d46.forward(div28_out1);
        let conv2d47_out1 = self.conv2d47.forward(conv2d46_out1);
        let reshape21_out1 = conv2d47_out1.reshape([1, 6, 8, -1]);
        let slice36_out1 = reshape21_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice37_out1 = reshape21_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice38_out1 = reshape21_out1.slice(s![.., 4..6, .., ..]);
        let mul66_out1 = slice36_out1.clone().mul(slice36_out1.clone());
        let reducesum15_out1 = { mul66_out1.sum_dim(3usize) };
        let add59_out1 = reducesum15_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt30_out1 = add59_out1.sqrt();
        let mul67_out1 = slice37_out1.clone().mul(slice37_out1.clone());
        let reducesum16_out1 = { mul67_out1.sum_dim(3usize) };
        let add60_out1 = reducesum16_out1
            .add((constant18_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt31_out1 = add60_out1.sqrt();
        let transpose18_out1 = sqrt31_out1.permute([0, 1, 3, 2]);
        let mul68_out1 = sqrt30_out1.mul(transpose18_out1);
        let transpose19_out1 = slice37_out1.permute([0, 1, 3, 2]);
        let matmul15_out1 = slice36_out1.matmul(transpose19_out1);
        let div29_out1 = matmul15_out1.div(mul68_out1);
        let softmax8_out1 = burn::tensor::activation::softmax(div29_out1, 3);
        let matmul16_out1 = softmax8_out1.matmul(slice38_out1);
        let reshape22_out1 = matmul16_out1.reshape(concat7_out1);
        let conv2d48_out1 = self.conv2d48.forward(reshape22_out1);
        let add61_out1 = add56_out1.add(conv2d48_out1);
        add61_out1
    }
}
#[derive(Module, Debug)]
pub struct Submodule6 {
    conv2d49: Conv2d,
    conv2d50: Conv2d,
    conv2d51: Conv2d,
    conv2d52: Conv2d,
    conv2d53: Conv2d,
    conv2d54: Conv2d,
    conv2d55: Conv2d,
    conv2d56: Conv2d,
    conv2d57: Conv2d,
    conv2d58: Conv2d,
    conv2d59: Conv2d,
    conv2d60: Conv2d,
    conv2d61: Conv2d,
    conv2d62: Conv2d,
    conv2d63: Conv2d,
    conv2d64: Conv2d,
    conv2d65: Conv2d,
    conv2d66: Conv2d,
    conv2d67: Conv2d,
    conv2d68: Conv2d,
    conv2d69: Conv2d,
    conv2d70: Conv2d,
    conv2d71: Conv2d,
    conv2d72: Conv2d,
    conv2d73: Conv2d,
    conv2d74: Conv2d,
    conv2d75: Conv2d,
    conv2d76: Conv2d,
    linear1: Linear,
    constant79: burn::module::Param<Tensor<2>>,
    linear2: Linear,
    conv2d77: Conv2d,
    conv2d78: Conv2d,
    conv2d79: Conv2d,
    conv2d80: Conv2d,
    #[module(skip)]
    device: Device,
}
impl Submodule6 {
    #[allow(unused_variables)]
    pub fn new(device: &Device) -> Self {
        let conv2d49 = Conv2dConfig::new([16, 64], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d50 = Conv2dConfig::new([64, 64], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(64)
            .with_bias(false)
            .init(device);
        let conv2d51 = Conv2dConfig::new([32, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d52 = Conv2dConfig::new([16, 8], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d53 = Conv2dConfig::new([32, 96], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d54 = Conv2dConfig::new([96, 96], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(96)
            .with_bias(false)
            .init(device);
        let conv2d55 = Conv2dConfig::new([32, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d56 = Conv2dConfig::new([32, 128], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d57 = Conv2dConfig::new([128, 128], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(128)
            .with_bias(false)
            .init(device);
        let conv2d58 = Conv2dConfig::new([64, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d59 = Conv2dConfig::new([32, 96], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d60 = Conv2dConfig::new([96, 96], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(96)
            .with_bias(false)
            .init(device);
        let conv2d61 = Conv2dConfig::new([32, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d62 = Conv2dConfig::new([32, 128], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d63 = Conv2dConfig::new([128, 128], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(128)
            .with_bias(false)
            .init(device);
        let conv2d64 = Conv2dConfig::new([64, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d65 = Conv2dConfig::new([32, 96], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d66 = Conv2dConfig::new([96, 96], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(96)
            .with_bias(false)
            .init(device);
        let conv2d67 = Conv2dConfig::new([32, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d68 = Conv2dConfig::new([32, 128], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d69 = Conv2dConfig::new([128, 128], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(128)
            .with_bias(false)
            .init(device);
        let conv2d70 = Conv2dConfig::new([64, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d71 = Conv2dConfig::new([32, 96], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d72 = Conv2dConfig::new([96, 96], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(96)
            .with_bias(false)
            .init(device);
        let conv2d73 = Conv2dConfig::new([32, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d74 = Conv2dConfig::new([32, 128], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d75 = Conv2dConfig::new([128, 128], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(128)
            .with_bias(false)
            .init(device);
        let conv2d76 = Conv2dConfig::new([64, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let linear1 = LinearConfig::new(32, 2).with_bias(false).init(device);
        let constant79: burn::module::Param<Tensor<2>> = burn::module::Param::uninitialized(
            burn::module::ParamId::new(),
            move |device, _require_grad| Tensor::<
                2,
            >::zeros([1, 2], (device, burn::tensor::DType::F32)),
            device.clone(),
            false,
            [1, 2].into(),
        );
        let linear2 = LinearConfig::new(2, 16).with_bias(false).init(device);
        let conv2d77 = Conv2dConfig::new([4, 4], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d78 = Conv2dConfig::new([36, 108], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d79 = Conv2dConfig::new([108, 108], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(108)
            .with_bias(false)
            .init(device);
        let conv2d80 = Conv2dConfig::new([36, 36], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        Self {
            conv2d49,
            conv2d50,
            conv2d51,
            conv2d52,
            conv2d53,
            conv2d54,
            conv2d55,
            conv2d56,
            conv2d57,
            conv2d58,
            conv2d59,
            conv2d60,
            conv2d61,
            conv2d62,
            conv2d63,
            conv2d64,
            conv2d65,
            conv2d66,
            conv2d67,
            conv2d68,
            conv2d69,
            conv2d70,
            conv2d71,
            conv2d72,
            conv2d73,
            conv2d74,
            conv2d75,
            conv2d76,
            linear1,
            constant79,
            linear2,
            conv2d77,
            conv2d78,
            conv2d79,
            conv2d80,
            device: device.clone(),
        }
    }
    #[allow(clippy::let_and_return, clippy::approx_constant)]
    pub fn forward(
        &self,
        add61_out1: Tensor<4>,
        constant6_out1: Tensor<1>,
        shape1_out1: [i64; 1],
        shape2_out1: [i64; 1],
        constant30_out1: [i64; 2],
        constant2_out1: [i64; 1],
        constant18_out1: Tensor<1>,
        constant20_out1: [i64; 2],
    ) -> (Tensor<4>, Tensor<4>) {
        let reducemean31_out1 = { add61_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub16_out1 = add61_out1.clone().sub(reducemean31_out1);
        let mul70_out1 = sub16_out1.clone().mul(sub16_out1.clone());
        let reducemean32_out1 = { mul70_out1.mean_dim(0usize).mean_dim(1usize) };
        let add62_out1 = reducemean32_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt32_out1 = add62_out1.sqrt();
        let div30_out1 = sub16_out1.div(sqrt32_out1);
        let conv2d49_out1 = self.conv2d49.forward(div30_out1);
        let conv2d50_out1 = self.conv2d50.forward(conv2d49_out1);
        let slice39_out1 = conv2d50_out1.clone().slice(s![.., 0..32, .., ..]);
        let gelu8_out1 = burn::tensor::activation::gelu(slice39_out1);
        let slice40_out1 = conv2d50_out1.slice(s![.., 32..64, .., ..]);
        let mul72_out1 = gelu8_out1.mul(slice40_out1);
        let conv2d51_out1 = self.conv2d51.forward(mul72_out1);
        let add64_out1 = add61_out1.add(conv2d51_out1);
        let conv2d52_out1 = self.conv2d52.forward(add64_out1.clone());
        let constant26_out1: [i64; 1] = [16i64];
        let div31_out1 = {
            let __lhs = shape1_out1;
            let __rhs = constant26_out1;
            core::array::from_fn::<
                i64,
                1usize,
                _,
            >(|__i| if __rhs[__i] != 0 { __lhs[__i] / __rhs[__i] } else { __lhs[__i] })
        };
        let div32_out1 = {
            let __lhs = shape2_out1;
            let __rhs = constant26_out1;
            core::array::from_fn::<
                i64,
                1usize,
                _,
            >(|__i| if __rhs[__i] != 0 { __lhs[__i] / __rhs[__i] } else { __lhs[__i] })
        };
        let concat8_out1: [i64; 6usize] = [
            &constant30_out1[..],
            &div31_out1[..],
            &constant2_out1[..],
            &div32_out1[..],
            &constant2_out1[..],
        ]
            .concat()
            .try_into()
            .unwrap();
        let reshape23_out1 = conv2d52_out1.reshape(concat8_out1);
        let transpose20_out1 = reshape23_out1.permute([0, 1, 3, 5, 2, 4]);
        let constant63_out1: [i64; 2] = [1i64, 32i64];
        let concat9_out1: [i64; 4usize] = [
            &constant63_out1[..],
            &div31_out1[..],
            &div32_out1[..],
        ]
            .concat()
            .try_into()
            .unwrap();
        let reshape24_out1 = transpose20_out1.reshape(concat9_out1);
        let reducemean33_out1 = {
            reshape24_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub17_out1 = reshape24_out1.clone().sub(reducemean33_out1);
        let mul73_out1 = sub17_out1.clone().mul(sub17_out1.clone());
        let reducemean34_out1 = { mul73_out1.mean_dim(0usize).mean_dim(1usize) };
        let add65_out1 = reducemean34_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt33_out1 = add65_out1.sqrt();
        let div33_out1 = sub17_out1.div(sqrt33_out1);
        let conv2d53_out1 = self.conv2d53.forward(div33_out1);
        let conv2d54_out1 = self.conv2d54.forward(conv2d53_out1);
        let reshape25_out1 = conv2d54_out1.reshape([1, 12, 8, -1]);
        let slice41_out1 = reshape25_out1.clone().slice(s![.., 0..4, .., ..]);
        let slice42_out1 = reshape25_out1.clone().slice(s![.., 4..8, .., ..]);
        let slice43_out1 = reshape25_out1.slice(s![.., 8..12, .., ..]);
        let mul75_out1 = slice41_out1.clone().mul(slice41_out1.clone());
        let reducesum17_out1 = { mul75_out1.sum_dim(3usize) };
        let add67_out1 = reducesum17_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt34_out1 = add67_out1.sqrt();
        let mul76_out1 = slice42_out1.clone().mul(slice42_out1.clone());
        let reducesum18_out1 = { mul76_out1.sum_dim(3usize) };
        let add68_out1 = reducesum18_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt35_out1 = add68_out1.sqrt();
        let transpose21_out1 = sqrt35_out1.permute([0, 1, 3, 2]);
        let mul77_out1 = sqrt34_out1.mul(transpose21_out1);
        let transpose22_out1 = slice42_out1.permute([0, 1, 3, 2]);
        let matmul17_out1 = slice41_out1.matmul(transpose22_out1);
        let div34_out1 = matmul17_out1.div(mul77_out1);
        let softmax9_out1 = burn::tensor::activation::softmax(div34_out1, 3);
        let matmul18_out1 = softmax9_out1.matmul(slice43_out1);
        let reshape26_out1 = matmul18_out1.reshape(concat9_out1);
        let conv2d55_out1 = self.conv2d55.forward(reshape26_out1);
        let add69_out1 = reshape24_out1.add(conv2d55_out1);
        let reducemean35_out1 = { add69_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub18_out1 = add69_out1.clone().sub(reducemean35_out1);
        let mul79_out1 = sub18_out1.clone().mul(sub18_out1.clone());
        let reducemean36_out1 = { mul79_out1.mean_dim(0usize).mean_dim(1usize) };
        let add70_out1 = reducemean36_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt36_out1 = add70_out1.sqrt();
        let div35_out1 = sub18_out1.div(sqrt36_out1);
        let conv2d56_out1 = self.conv2d56.forward(div35_out1);
        let conv2d57_out1 = self.conv2d57.forward(conv2d56_out1);
        let slice44_out1 = conv2d57_out1.clone().slice(s![.., 0..64, .., ..]);
        let gelu9_out1 = burn::tensor::activation::gelu(slice44_out1);
        let slice45_out1 = conv2d57_out1.slice(s![.., 64..128, .., ..]);
        let mul81_out1 = gelu9_out1.mul(slice45_out1);
        let conv2d58_out1 = self.conv2d58.forward(mul81_out1);
        let add72_out1 = add69_out1.add(conv2d58_out1);
        let reducemean37_out1 = { add72_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub19_out1 = add72_out1.clone().sub(reducemean37_out1);
        let mul82_out1 = sub19_out1.clone().mul(sub19_out1.clone());
        let reducemean38_out1 = { mul82_out1.mean_dim(0usize).mean_dim(1usize) };
        let add73_out1 = reducemean38_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt37_out1 = add73_out1.sqrt();
        let div36_out1 = sub19_out1.div(sqrt37_out1);
        let conv2d59_out1 = self.conv2d59.forward(div36_out1);
        let conv2d60_out1 = self.conv2d60.forward(conv2d59_out1);
        let reshape27_out1 = conv2d60_out1.reshape([1, 12, 8, -1]);
        let slice46_out1 = reshape27_out1.clone().slice(s![.., 0..4, .., ..]);
        let slice47_out1 = reshape27_out1.clone().slice(s![.., 4..8, .., ..]);
        let slice48_out1 = reshape27_out1.slice(s![.., 8..12, .., ..]);
        let mul84_out1 = slice46_out1.clone().mul(slice46_out1.clone());
        let reducesum19_out1 = { mul84_out1.sum_dim(3usize) };
        let add75_out1 = reducesum19_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt38_out1 = add75_out1.sqrt();
        let mul85_out1 = slice47_out1.clone().mul(slice47_out1.clone());
        let reducesum20_out1 = { mul85_out1.sum_dim(3usize) };
        let add76_out1 = reducesum20_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt39_out1 = add76_out1.sqrt();
        let transpose23_out1 = sqrt39_out1.permute([0, 1, 3, 2]);
        let mul86_out1 = sqrt38_out1.mul(transpose23_out1);
        let transpose24_out1 = slice47_out1.permute([0, 1, 3, 2]);
        let matmul19_out1 = slice46_out1.matmul(transpose24_out1);
        let div37_out1 = matmul19_out1.div(mul86_out1);
        let softmax10_out1 = burn::tensor::activation::softmax(div37_out1, 3);
        let matmul20_out1 = softmax10_out1.matmul(slice48_out1);
        let reshape28_out1 = matmul20_out1.reshape(concat9_out1);
        let conv2d61_out1 = self.conv2d61.forward(reshape28_out1);
        let add77_out1 = add72_out1.add(conv2d61_out1);
        let reducemean39_out1 = { add77_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub20_out1 = add77_out1.clone().sub(reducemean39_out1);
        let mul88_out1 = sub20_out1.clone().mul(sub20_out1.clone());
        let reducemean40_out1 = { mul88_out1.mean_dim(0usize).mean_dim(1usize) };
        let add78_out1 = reducemean40_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt40_out1 = add78_out1.sqrt();
        let div38_out1 = sub20_out1.div(sqrt40_out1);
        let conv2d62_out1 = self.conv2d62.forward(div38_out1);
        let conv2d63_out1 = self.conv2d63.forward(conv2d62_out1);
        let slice49_out1 = conv2d63_out1.clone().slice(s![.., 0..64, .., ..]);
        let gelu10_out1 = burn::tensor::activation::gelu(slice49_out1);
        let slice50_out1 = conv2d63_out1.slice(s![.., 64..128, .., ..]);
        let mul90_out1 = gelu10_out1.mul(slice50_out1);
        let conv2d64_out1 = self.conv2d64.forward(mul90_out1);
        let add80_out1 = add77_out1.add(conv2d64_out1);
        let reducemean41_out1 = { add80_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub21_out1 = add80_out1.clone().sub(reducemean41_out1);
        let mul91_out1 = sub21_out1.clone().mul(sub21_out1.clone());
        let reducemean42_out1 = { mul91_out1.mean_dim(0usize).mean_dim(1usize) };
        let add81_out1 = reducemean42_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt41_out1 = add81_out1.sqrt();
        let div39_out1 = sub21_out1.div(sqrt41_out1);
        let conv2d65_out1 = self.conv2d65.forward(div39_out1);
        let conv2d66_out1 = self.conv2d66.forward(conv2d65_out1);
        let reshape29_out1 = conv2d66_out1.reshape([1, 12, 8, -1]);
        let slice51_out1 = reshape29_out1.clone().slice(s![.., 0..4, .., ..]);
        let slice52_out1 = reshape29_out1.clone().slice(s![.., 4..8, .., ..]);
        let slice53_out1 = reshape29_out1.slice(s![.., 8..12, .., ..]);
        let mul93_out1 = slice51_out1.clone().mul(slice51_out1.clone());
        let reducesum21_out1 = { mul93_out1.sum_dim(3usize) };
        let add83_out1 = reducesum21_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt42_out1 = add83_out1.sqrt();
        let mul94_out1 = slice52_out1.clone().mul(slice52_out1.clone());
        let reducesum22_out1 = { mul94_out1.sum_dim(3usize) };
        let add84_out1 = reducesum22_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt43_out1 = add84_out1.sqrt();
        let transpose25_out1 = sqrt43_out1.permute([0, 1, 3, 2]);
        let mul95_out1 = sqrt42_out1.mul(transpose25_out1);
        let transpose26_out1 = slice52_out1.permute([0, 1, 3, 2]);
        let matmul21_out1 = slice51_out1.matmul(transpose26_out1);
        let div40_out1 = matmul21_out1.div(mul95_out1);
        let softmax11_out1 = burn::tensor::activation::softmax(div40_out1, 3);
        let matmul22_out1 = softmax11_out1.matmul(slice53_out1);
        let reshape30_out1 = matmul22_out1.reshape(concat9_out1);
        let conv2d67_out1 = self.conv2d67.forward(reshape30_out1);
        let add85_out1 = add80_out1.add(conv2d67_out1);
        let reducemean43_out1 = { add85_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub22_out1 = add85_out1.clone().sub(reducemean43_out1);
        let mul97_out1 = sub22_out1.clone().mul(sub22_out1.clone());
        let reducemean44_out1 = { mul97_out1.mean_dim(0usize).mean_dim(1usize) };
        let add86_out1 = reducemean44_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt44_out1 = add86_out1.sqrt();
        let div41_out1 = sub22_out1.div(sqrt44_out1);
        let conv2d68_out1 = self.conv2d68.forward(div41_out1);
        let conv2d69_out1 = self.conv2d69.forward(conv2d68_out1);
        let slice54_out1 = conv2d69_out1.clone().slice(s![.., 0..64, .., ..]);
        let gelu11_out1 = burn::tensor::activation::gelu(slice54_out1);
        let slice55_out1 = conv2d69_out1.slice(s![.., 64..128, .., ..]);
        let mul99_out1 = gelu11_out1.mul(slice55_out1);
        let conv2d70_out1 = self.conv2d70.forward(mul99_out1);
        let add88_out1 = add85_out1.add(conv2d70_out1);
        let reducemean45_out1 = { add88_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub23_out1 = add88_out1.clone().sub(reducemean45_out1);
        let mul100_out1 = sub23_out1.clone().mul(sub23_out1.clone());
        let reducemean46_out1 = { mul100_out1.mean_dim(0usize).mean_dim(1usize) };
        let add89_out1 = reducemean46_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt45_out1 = add89_out1.sqrt();
        let div42_out1 = sub23_out1.div(sqrt45_out1);
        let conv2d71_out1 = self.conv2d71.forward(div42_out1);
        let conv2d72_out1 = self.conv2d72.forward(conv2d71_out1);
        let reshape31_out1 = conv2d72_out1.reshape([1, 12, 8, -1]);
        let slice56_out1 = reshape31_out1.clone().slice(s![.., 0..4, .., ..]);
        let slice57_out1 = reshape31_out1.clone().slice(s![.., 4..8, .., ..]);
        let slice58_out1 = reshape31_out1.slice(s![.., 8..12, .., ..]);
        let mul102_out1 = slice56_out1.clone().mul(slice56_out1.clone());
        let reducesum23_out1 = { mul102_out1.sum_dim(3usize) };
        let add91_out1 = reducesum23_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt46_out1 = add91_out1.sqrt();
        let mul103_out1 = slice57_out1.clone().mul(slice57_out1.clone());
        let reducesum24_out1 = { mul103_out1.sum_dim(3usize) };
        let add92_out1 = reducesum24_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt47_out1 = add92_out1.sqrt();
        let transpose27_out1 = sqrt47_out1.permute([0, 1, 3, 2]);
        let mul104_out1 = sqrt46_out1.mul(transpose27_out1);
        let transpose28_out1 = slice57_out1.permute([0, 1, 3, 2]);
        let matmul23_out1 = slice56_out1.matmul(transpose28_out1);
        let div43_out1 = matmul23_out1.div(mul104_out1);
        let softmax12_out1 = burn::tensor::activation::softmax(div43_out1, 3);
        let matmul24_out1 = softmax12_out1.matmul(slice58_out1);
        let reshape32_out1 = matmul24_out1.reshape(concat9_out1);
        let conv2d73_out1 = self.conv2d73.forward(reshape32_out1);
        let add93_out1 = add88_out1.add(conv2d73_out1);
        let reducemean47_out1 = { add93_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub24_out1 = add93_out1.clone().sub(reducemean47_out1);
        let mul106_out1 = sub24_out1.clone().mul(sub24_out1.clone());
        let reducemean48_out1 = { mul106_out1.mean_dim(0usize).mean_dim(1usize) };
        let add94_out1 = reducemean48_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt48_out1 = add94_out1.sqrt();
        let div44_out1 = sub24_out1.div(sqrt48_out1);
        let conv2d74_out1 = self.conv2d74.forward(div44_out1);
        let conv2d75_out1 = self.conv2d75.forward(conv2d74_out1);
        let slice59_out1 = conv2d75_out1.clone().slice(s![.., 0..64, .., ..]);
        let gelu12_out1 = burn::tensor::activation::gelu(slice59_out1);
        let slice60_out1 = conv2d75_out1.slice(s![.., 64..128, .., ..]);
        let mul108_out1 = gelu12_out1.mul(slice60_out1);
        let conv2d76_out1 = self.conv2d76.forward(mul108_out1);
        let add96_out1 = add93_out1.add(conv2d76_out1);
        let reducemean49_out1 = { add96_out1.clone().mean_dim(2usize).mean_dim(3usize) };
        let reshape33_out1 = reducemean49_out1.reshape([1, 32]);
        let linear1_out1 = self.linear1.forward(reshape33_out1);
        let constant79_out1 = self.constant79.val();
        let add97_out1 = linear1_out1.add(constant79_out1);
        let softmax13_out1 = burn::tensor::activation::softmax(add97_out1, 1);
        let linear2_out1 = self.linear2.forward(softmax13_out1);
        let reshape34_out1 = linear2_out1.reshape([1, 4, 2, 2]);
        let concat10_out1: [i64; 4usize] = [
            &constant20_out1[..],
            &div31_out1[..],
            &div32_out1[..],
        ]
            .concat()
            .try_into()
            .unwrap();
        let resize1_out1 = {
            let target_height = concat10_out1[2] as usize;
            let target_width = concat10_out1[3] as usize;
            burn::tensor::module::interpolate(
                reshape34_out1,
                burn::tensor::ops::InterpolateOptions::new(
                        burn::tensor::ops::InterpolateMode::Bilinear,
                    )
                    .with_output_size([target_height, target_width])
                    .with_align_corners(false),
            )
        };
        let conv2d77_out1 = self.conv2d77.forward(resize1_out1);
        let concat11_out1 = burn::tensor::Tensor::cat(
            [add96_out1, conv2d77_out1].into(),
            1,
        );
        let reducemean50_out1 = {
            concat11_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub25_out1 = concat11_out1.clone().sub(reducemean50_out1);
        let mul109_out1 = sub25_out1.clone().mul(sub25_out1.clone());
        let reducemean51_out1 = { mul109_out1.mean_dim(0usize).mean_dim(1usize) };
        let add98_out1 = reducemean51_out1
            .add((constant6_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt49_out1 = add98_out1.sqrt();
        let div45_out1 = sub25_out1.div(sqrt49_out1);
        let conv2d78_out1 = self.conv2d78.forward(div45_out1);
        let conv2d79_out1 = self.conv2d79.forward(conv2d78_out1);
        let reshape35_out1 = conv2d79_out1.reshape([1, 12, 9, -1]);
        let slice61_out1 = reshape35_out1.clone().slice(s![.., 0..4, .., ..]);
        let slice62_out1 = reshape35_out1.clone().slice(s![.., 4..8, .., ..]);
        let slice63_out1 = reshape35_out1.slice(s![.., 8..12, .., ..]);
        let mul111_out1 = slice61_out1.clone().mul(slice61_out1.clone());
        let reducesum25_out1 = { mul111_out1.sum_dim(3usize) };
        let add100_out1 = reducesum25_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt50_out1 = add100_out1.sqrt();
        let mul112_out1 = slice62_out1.clone().mul(slice62_out1.clone());
        let reducesum26_out1 = { mul112_out1.sum_dim(3usize) };
        let add101_out1 = reducesum26_out1
            .add((constant18_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt51_out1 = add101_out1.sqrt();
        let transpose29_out1 = sqrt51_out1.permute([0, 1, 3, 2]);
        let mul113_out1 = sqrt50_out1.mul(transpose29_out1);
        let transpose30_out1 = slice62_out1.permute([0, 1, 3, 2]);
        let matmul27_out1 = slice61_out1.matmul(transpose30_out1);
        let div46_out1 = matmul27_out1.div(mul113_out1);
        let softmax14_out1 = burn::tensor::activation::softmax(div46_out1, 3);
        let matmul28_out1 = softmax14_out1.matmul(slice63_out1);
        let constant90_out1: [i64; 2] = [1i64, 36i64];
        let concat12_out1: [i64; 4usize] = [
            &constant90_out1[..],
            &div31_out1[..],
            &div32_out1[..],
        ]
            .concat()
            .try_into()
            .unwrap();
        let reshape36_out1 = matmul28_out1.reshape(concat12_out1);
        let conv2d80_out1 = self.conv2d80.forward(reshape36_out1);
        let add102_out1 = concat11_out1.add(conv2d80_out1);
        (add102_out1, add64_out1)
    }
}
#[derive(Module, Debug)]
pub struct Submodule7 {
    conv2d81: Conv2d,
    conv2d82: Conv2d,
    conv2d83: Conv2d,
    conv2d84: Conv2d,
    linear3: Linear,
    constant100: burn::module::Param<Tensor<2>>,
    linear4: Linear,
    conv2d85: Conv2d,
    conv2d86: Conv2d,
    conv2d87: Conv2d,
    conv2d88: Conv2d,
    conv2d89: Conv2d,
    conv2d90: Conv2d,
    conv2d91: Conv2d,
    conv2d92: Conv2d,
    conv2d93: Conv2d,
    conv2d94: Conv2d,
    conv2d95: Conv2d,
    conv2d96: Conv2d,
    conv2d97: Conv2d,
    conv2d98: Conv2d,
    conv2d99: Conv2d,
    conv2d100: Conv2d,
    conv2d101: Conv2d,
    conv2d102: Conv2d,
    conv2d103: Conv2d,
    conv2d104: Conv2d,
    conv2d105: Conv2d,
    conv2d106: Conv2d,
    conv2d107: Conv2d,
    conv2d108: Conv2d,
    conv2d109: Conv2d,
    conv2d110: Conv2d,
    conv2d111: Conv2d,
    conv2d112: Conv2d,
    linear5: Linear,
    constant133: burn::module::Param<Tensor<2>>,
    linear6: Linear,
    conv2d113: Conv2d,
    #[module(skip)]
    device: Device,
}
impl Submodule7 {
    #[allow(unused_variables)]
    pub fn new(device: &Device) -> Self {
        let conv2d81 = Conv2dConfig::new([36, 144], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d82 = Conv2dConfig::new([144, 144], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(144)
            .with_bias(false)
            .init(device);
        let conv2d83 = Conv2dConfig::new([72, 36], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d84 = Conv2dConfig::new([36, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let linear3 = LinearConfig::new(16, 2).with_bias(false).init(device);
        let constant100: burn::module::Param<Tensor<2>> = burn::module::Param::uninitialized(
            burn::module::ParamId::new(),
            move |device, _require_grad| Tensor::<
                2,
            >::zeros([1, 2], (device, burn::tensor::DType::F32)),
            device.clone(),
            false,
            [1, 2].into(),
        );
        let linear4 = LinearConfig::new(2, 16).with_bias(false).init(device);
        let conv2d85 = Conv2dConfig::new([4, 4], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d86 = Conv2dConfig::new([20, 60], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d87 = Conv2dConfig::new([60, 60], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(60)
            .with_bias(false)
            .init(device);
        let conv2d88 = Conv2dConfig::new([20, 20], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d89 = Conv2dConfig::new([20, 80], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d90 = Conv2dConfig::new([80, 80], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(80)
            .with_bias(false)
            .init(device);
        let conv2d91 = Conv2dConfig::new([40, 20], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d92 = Conv2dConfig::new([20, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d93 = Conv2dConfig::new([16, 32], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d94 = Conv2dConfig::new([24, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d95 = Conv2dConfig::new([16, 48], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d96 = Conv2dConfig::new([48, 48], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(48)
            .with_bias(false)
            .init(device);
        let conv2d97 = Conv2dConfig::new([16, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d98 = Conv2dConfig::new([16, 64], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d99 = Conv2dConfig::new([64, 64], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(64)
            .with_bias(false)
            .init(device);
        let conv2d100 = Conv2dConfig::new([32, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d101 = Conv2dConfig::new([16, 48], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d102 = Conv2dConfig::new([48, 48], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(48)
            .with_bias(false)
            .init(device);
        let conv2d103 = Conv2dConfig::new([16, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d104 = Conv2dConfig::new([16, 64], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d105 = Conv2dConfig::new([64, 64], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(64)
            .with_bias(false)
            .init(device);
        let conv2d106 = Conv2dConfig::new([32, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d107 = Conv2dConfig::new([16, 48], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d108 = Conv2dConfig::new([48, 48], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(48)
            .with_bias(false)
            .init(device);
        let conv2d109 = Conv2dConfig::new([16, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d110 = Conv2dConfig::new([16, 64], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d111 = Conv2dConfig::new([64, 64], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(64)
            .with_bias(false)
            .init(device);
        let conv2d112 = Conv2dConfig::new([32, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let linear5 = LinearConfig::new(8, 2).with_bias(false).init(device);
        let constant133: burn::module::Param<Tensor<2>> = burn::module::Param::uninitialized(
            burn::module::ParamId::new(),
            move |device, _require_grad| Tensor::<
                2,
            >::zeros([1, 2], (device, burn::tensor::DType::F32)),
            device.clone(),
            false,
            [1, 2].into(),
        );
        let linear6 = LinearConfig::new(2, 64).with_bias(false).init(device);
        let conv2d113 = Conv2dConfig::new([4, 4], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        Self {
            conv2d81,
            conv2d82,
            conv2d83,
            conv2d84,
            linear3,
            constant100,
            linear4,
            conv2d85,
            conv2d86,
            conv2d87,
            conv2d88,
            conv2d89,
            conv2d90,
            conv2d91,
            conv2d92,
            conv2d93,
            conv2d94,
            conv2d95,
            conv2d96,
            conv2d97,
            conv2d98,
            conv2d99,
            conv2d100,
            conv2d101,
            conv2d102,
            conv2d103,
            conv2d104,
            conv2d105,
            conv2d106,
            conv2d107,
            conv2d108,
            conv2d109,
            conv2d110,
            conv2d111,
            conv2d112,
            linear5,
            constant133,
            linear6,
            conv2d113,
            device: device.clone(),
        }
    }
    #[allow(clippy::let_and_return, clippy::approx_constant)]
    pub fn forward(
        &self,
        add102_out1: Tensor<4>,
        constant6_out1: Tensor<1>,
        add64_out1: Tensor<4>,
        constant20_out1: [i64; 2],
        div20_out1: [i64; 1],
        div21_out1: [i64; 1],
        constant18_out1: Tensor<1>,
        concat7_out1: [i64; 4],
        add40_out1: Tensor<4>,
        div9_out1: [i64; 1],
        div10_out1: [i64; 1],
    ) -> (Tensor<4>, Tensor<4>) {
        let reducemean52_out1 = {
            add102_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub26_out1 = add102_out1.clone().sub(reducemean52_out1);
        let mul115_out1 = sub26_out1.clone().mul(sub26_out1.clone());
        let reducemean53_out1 = { mul115_out1.mean_dim(0usize).mean_dim(1usize) };
        let add103_out1 = reducemean53_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt52_out1 = add103_out1.sqrt();
        let div47_out1 = sub26_out1.div(sqrt52_out1);
        let conv2d81_out1 = self.conv2d81.forward(div47_out1);
        let conv2d82_out1 = self.conv2d82.forward(conv2d81_out1);
        let slice64_out1 = conv2d82_out1.clone().slice(s![.., 0..72, .., ..]);
        let gelu13_out1 = burn::tensor::activation::gelu(slice64_out1);
        let slice65_out1 = conv2d82_out1.slice(s![.., 72..144, .., ..]);
        let mul117_out1 = gelu13_out1.mul(slice65_out1);
        let conv2d83_out1 = self.conv2d83.forward(mul117_out1);
        let add105_out1 = add102_out1.add(conv2d83_out1);
        let conv2d84_out1 = self.conv2d84.forward(add105_out1);
        let reducemean54_out1 = { add64_out1.clone().mean_dim(2usize).mean_dim(3usize) };
        let reshape37_out1 = reducemean54_out1.reshape([1, 16]);
        let linear3_out1 = self.linear3.forward(reshape37_out1);
        let constant100_out1 = self.constant100.val();
        let add106_out1 = linear3_out1.add(constant100_out1);
        let softmax15_out1 = burn::tensor::activation::softmax(add106_out1, 1);
        let linear4_out1 = self.linear4.forward(softmax15_out1);
        let reshape38_out1 = linear4_out1.reshape([1, 4, 2, 2]);
        let concat13_out1: [i64; 4usize] = [
            &constant20_out1[..],
            &div20_out1[..],
            &div21_out1[..],
        ]
            .concat()
            .try_into()
            .unwrap();
        let resize2_out1 = {
            let target_height = concat13_out1[2] as usize;
            let target_width = concat13_out1[3] as usize;
            burn::tensor::module::interpolate(
                reshape38_out1,
                burn::tensor::ops::InterpolateOptions::new(
                        burn::tensor::ops::InterpolateMode::Bilinear,
                    )
                    .with_output_size([target_height, target_width])
                    .with_align_corners(false),
            )
        };
        let conv2d85_out1 = self.conv2d85.forward(resize2_out1);
        let concat14_out1 = burn::tensor::Tensor::cat(
            [add64_out1, conv2d85_out1].into(),
            1,
        );
        let reducemean55_out1 = {
            concat14_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub27_out1 = concat14_out1.clone().sub(reducemean55_out1);
        let mul118_out1 = sub27_out1.clone().mul(sub27_out1.clone());
        let reducemean56_out1 = { mul118_out1.mean_dim(0usize).mean_dim(1usize) };
        let add107_out1 = reducemean56_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt53_out1 = add107_out1.sqrt();
        let div48_out1 = sub27_out1.div(sqrt53_out1);
        let conv2d86_out1 = self.conv2d86.forward(div48_out1);
        let conv2d87_out1 = self.conv2d87.forward(conv2d86_out1);
        let reshape39_out1 = conv2d87_out1.reshape([1, 12, 5, -1]);
        let slice66_out1 = reshape39_out1.clone().slice(s![.., 0..4, .., ..]);
        let slice67_out1 = reshape39_out1.clone().slice(s![.., 4..8, .., ..]);
        let slice68_out1 = reshape39_out1.slice(s![.., 8..12, .., ..]);
        let mul120_out1 = slice66_out1.clone().mul(slice66_out1.clone());
        let reducesum27_out1 = { mul120_out1.sum_dim(3usize) };
        let add109_out1 = reducesum27_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt54_out1 = add109_out1.sqrt();
        let mul121_out1 = slice67_out1.clone().mul(slice67_out1.clone());
        let reducesum28_out1 = { mul121_out1.sum_dim(3usize) };
        let add110_out1 = reducesum28_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt55_out1 = add110_out1.sqrt();
        let transpose31_out1 = sqrt55_out1.permute([0, 1, 3, 2]);
        let mul122_out1 = sqrt54_out1.mul(transpose31_out1);
        let transpose32_out1 = slice67_out1.permute([0, 1, 3, 2]);
        let matmul31_out1 = slice66_out1.matmul(transpose32_out1);
        let div49_out1 = matmul31_out1.div(mul122_out1);
        let softmax16_out1 = burn::tensor::activation::softmax(div49_out1, 3);
        let matmul32_out1 = softmax16_out1.matmul(slice68_out1);
        let constant110_out1: [i64; 2] = [1i64, 20i64];
        let concat15_out1: [i64; 4usize] = [
            &constant110_out1[..],
            &div20_out1[..],
            &div21_out1[..],
        ]
            .concat()
            .try_into()
            .unwrap();
        let reshape40_out1 = matmul32_out1.reshape(concat15_out1);
        let conv2d88_out1 = self.conv2d88.forward(reshape40_out1);
        let add111_out1 = concat14_out1.add(conv2d88_out1);
        let reducemean57_out1 = {
            add111_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub28_out1 = add111_out1.clone().sub(reducemean57_out1);
        let mul124_out1 = sub28_out1.clone().mul(sub28_out1.clone());
        let reducemean58_out1 = { mul124_out1.mean_dim(0usize).mean_dim(1usize) };
        let add112_out1 = reducemean58_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt56_out1 = add112_out1.sqrt();
        let div50_out1 = sub28_out1.div(sqrt56_out1);
        let conv2d89_out1 = self.conv2d89.forward(div50_out1);
        let conv2d90_out1 = self.conv2d90.forward(conv2d89_out1);
        let slice69_out1 = conv2d90_out1.clone().slice(s![.., 0..40, .., ..]);
        let gelu14_out1 = burn::tensor::activation::gelu(slice69_out1);
        let slice70_out1 = conv2d90_out1.slice(s![.., 40..80, .., ..]);
        let mul126_out1 = gelu14_out1.mul(slice70_out1);
        let conv2d91_out1 = self.conv2d91.forward(mul126_out1);
        let add114_out1 = add111_out1.add(conv2d91_out1);
        let conv2d92_out1 = self.conv2d92.forward(add114_out1);
        let conv2d93_out1 = self.conv2d93.forward(conv2d84_out1);
        let depthtospace1_out1 = burn::nn::PixelShuffleConfig::new(2usize)
            .init()
            .forward(conv2d93_out1);
        let concat16_out1 = burn::tensor::Tensor::cat(
            [depthtospace1_out1, conv2d92_out1].into(),
            1,
        );
        let conv2d94_out1 = self.conv2d94.forward(concat16_out1);
        let reducemean59_out1 = {
            conv2d94_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub29_out1 = conv2d94_out1.clone().sub(reducemean59_out1);
        let mul127_out1 = sub29_out1.clone().mul(sub29_out1.clone());
        let reducemean60_out1 = { mul127_out1.mean_dim(0usize).mean_dim(1usize) };
        let add115_out1 = reducemean60_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt57_out1 = add115_out1.sqrt();
        let div51_out1 = sub29_out1.div(sqrt57_out1);
        let conv2d95_out1 = self.conv2d95.forward(div51_out1);
        let conv2d96_out1 = self.conv2d96.forward(conv2d95_out1);
        let reshape41_out1 = conv2d96_out1.reshape([1, 6, 8, -1]);
        let slice71_out1 = reshape41_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice72_out1 = reshape41_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice73_out1 = reshape41_out1.slice(s![.., 4..6, .., ..]);
        let mul129_out1 = slice71_out1.clone().mul(slice71_out1.clone());
        let reducesum29_out1 = { mul129_out1.sum_dim(3usize) };
        let add117_out1 = reducesum29_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt58_out1 = add117_out1.sqrt();
        let mul130_out1 = slice72_out1.clone().mul(slice72_out1.clone());
        let reducesum30_out1 = { mul130_out1.sum_dim(3usize) };
        let add118_out1 = reducesum30_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt59_out1 = add118_out1.sqrt();
        let transpose33_out1 = sqrt59_out1.permute([0, 1, 3, 2]);
        let mul131_out1 = sqrt58_out1.mul(transpose33_out1);
        let transpose34_out1 = slice72_out1.permute([0, 1, 3, 2]);
        let matmul33_out1 = slice71_out1.matmul(transpose34_out1);
        let div52_out1 = matmul33_out1.div(mul131_out1);
        let softmax17_out1 = burn::tensor::activation::softmax(div52_out1, 3);
        let matmul34_out1 = softmax17_out1.matmul(slice73_out1);
        let reshape42_out1 = matmul34_out1.reshape(concat7_out1);
        let conv2d97_out1 = self.conv2d97.forward(reshape42_out1);
        let add119_out1 = conv2d94_out1.add(conv2d97_out1);
        let reducemean61_out1 = {
            add119_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub30_out1 = add119_out1.clone().sub(reducemean61_out1);
        let mul133_out1 = sub30_out1.clone().mul(sub30_out1.clone());
        let reducemean62_out1 = { mul133_out1.mean_dim(0usize).mean_dim(1usize) };
        let add120_out1 = reducemean62_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt60_out1 = add120_out1.sqrt();
        let div53_out1 = sub30_out1.div(sqrt60_out1);
        let conv2d98_out1 = self.conv2d98.forward(div53_out1);
        let conv2d99_out1 = self.conv2d99.forward(conv2d98_out1);
        let slice74_out1 = conv2d99_out1.clone().slice(s![.., 0..32, .., ..]);
        let gelu15_out1 = burn::tensor::activation::gelu(slice74_out1);
        let slice75_out1 = conv2d99_out1.slice(s![.., 32..64, .., ..]);
        let mul135_out1 = gelu15_out1.mul(slice75_out1);
        let conv2d100_out1 = self.conv2d100.forward(mul135_out1);
        let add122_out1 = add119_out1.add(conv2d100_out1);
        let reducemean63_out1 = {
            add122_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub31_out1 = add122_out1.clone().sub(reducemean63_out1);
        let mul136_out1 = sub31_out1.clone().mul(sub31_out1.clone());
        let reducemean64_out1 = { mul136_out1.mean_dim(0usize).mean_dim(1usize) };
        let add123_out1 = reducemean64_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt61_out1 = add123_out1.sqrt();
        let div54_out1 = sub31_out1.div(sqrt61_out1);
        let conv2d101_out1 = self.conv2d101.forward(div54_out1);
        let conv2d102_out1 = self.conv2d102.forward(conv2d101_out1);
        let reshape43_out1 = conv2d102_out1.reshape([1, 6, 8, -1]);
        let slice76_out1 = reshape43_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice77_out1 = reshape43_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice78_out1 = reshape43_out1.slice(s![.., 4..6, .., ..]);
        let mul138_out1 = slice76_out1.clone().mul(slice76_out1.clone());
        let reducesum31_out1 = { mul138_out1.sum_dim(3usize) };
        let add125_out1 = reducesum31_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt62_out1 = add125_out1.sqrt();
        let mul139_out1 = slice77_out1.clone().mul(slice77_out1.clone());
        let reducesum32_out1 = { mul139_out1.sum_dim(3usize) };
        let add126_out1 = reducesum32_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt63_out1 = add126_out1.sqrt();
        let transpose35_out1 = sqrt63_out1.permute([0, 1, 3, 2]);
        let mul140_out1 = sqrt62_out1.mul(transpose35_out1);
        let transpose36_out1 = slice77_out1.permute([0, 1, 3, 2]);
        let matmul35_out1 = slice76_out1.matmul(transpose36_out1);
        let div55_out1 = matmul35_out1.div(mul140_out1);
        let softmax18_out1 = burn::tensor::activation::softmax(div55_out1, 3);
        let matmul36_out1 = softmax18_out1.matmul(slice78_out1);
        let reshape44_out1 = matmul36_out1.reshape(concat7_out1);
        let conv2d103_out1 = self.conv2d103.forward(reshape44_out1);
        let add127_out1 = add122_out1.add(conv2d103_out1);
        let reducemean65_out1 = {
            add127_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub32_out1 = add127_out1.clone().sub(reducemean65_out1);
        let mul142_out1 = sub32_out1.clone().mul(sub32_out1.clone());
        let reducemean66_out1 = { mul142_out1.mean_dim(0usize).mean_dim(1usize) };
        let add128_out1 = reducemean66_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt64_out1 = add128_out1.sqrt();
        let div56_out1 = sub32_out1.div(sqrt64_out1);
        let conv2d104_out1 = self.conv2d104.forward(div56_out1);
        let conv2d105_out1 = self.conv2d105.forward(conv2d104_out1);
        let slice79_out1 = conv2d105_out1.clone().slice(s![.., 0..32, .., ..]);
        let gelu16_out1 = burn::tensor::activation::gelu(slice79_out1);
        let slice80_out1 = conv2d105_out1.slice(s![.., 32..64, .., ..]);
        let mul144_out1 = gelu16_out1.mul(slice80_out1);
        let conv2d106_out1 = self.conv2d106.forward(mul144_out1);
        let add130_out1 = add127_out1.add(conv2d106_out1);
        let reducemean67_out1 = {
            add130_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub33_out1 = add130_out1.clone().sub(reducemean67_out1);
        let mul145_out1 = sub33_out1.clone().mul(sub33_out1.clone());
        let reducemean68_out1 = { mul145_out1.mean_dim(0usize).mean_dim(1usize) };
        let add131_out1 = reducemean68_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt65_out1 = add131_out1.sqrt();
        let div57_out1 = sub33_out1.div(sqrt65_out1);
        let conv2d107_out1 = self.conv2d107.forward(div57_out1);
        let conv2d108_out1 = self.conv2d108.forward(conv2d107_out1);
        let reshape45_out1 = conv2d108_out1.reshape([1, 6, 8, -1]);
        let slice81_out1 = reshape45_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice82_out1 = reshape45_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice83_out1 = reshape45_out1.slice(s![.., 4..6, .., ..]);
        let mul147_out1 = slice81_out1.clone().mul(slice81_out1.clone());
        let reducesum33_out1 = { mul147_out1.sum_dim(3usize) };
        let add133_out1 = reducesum33_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt66_out1 = add133_out1.sqrt();
        let mul148_out1 = slice82_out1.clone().mul(slice82_out1.clone());
        let reducesum34_out1 = { mul148_out1.sum_dim(3usize) };
        let add134_out1 = reducesum34_out1
            .add((constant18_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt67_out1 = add134_out1.sqrt();
        let transpose37_out1 = sqrt67_out1.permute([0, 1, 3, 2]);
        let mul149_out1 = sqrt66_out1.mul(transpose37_out1);
        let transpose38_out1 = slice82_out1.permute([0, 1, 3, 2]);
        let matmul37_out1 = slice81_out1.matmul(transpose38_out1);
        let div58_out1 = matmul37_out1.div(mul149_out1);
        let softmax19_out1 = burn::tensor::activation::softmax(div58_out1, 3);
        let matmul38_out1 = softmax19_out1.matmul(slice83_out1);
        let reshape46_out1 = matmul38_out1.reshape(concat7_out1);
        let conv2d109_out1 = self.conv2d109.forward(reshape46_out1);
        let add135_out1 = add130_out1.add(conv2d109_out1);
        let reducemean69_out1 = {
            add135_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub34_out1 = add135_out1.clone().sub(reducemean69_out1);
        let mul151_out1 = sub34_out1.clone().mul(sub34_out1.clone());
        let reducemean70_out1 = { mul151_out1.mean_dim(0usize).mean_dim(1usize) };
        let add136_out1 = reducemean70_out1
            .add((constant6_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt68_out1 = add136_out1.sqrt();
        let div59_out1 = sub34_out1.div(sqrt68_out1);
        let conv2d110_out1 = self.conv2d110.forward(div59_out1);
        let conv2d111_out1 = self.conv2d111.forward(conv2d110_out1);
        let slice84_out1 = conv2d111_out1.clone().slice(s![.., 0..32, .., ..]);
        let gelu17_out1 = burn::tensor::activation::gelu(slice84_out1);
        let slice85_out1 = conv2d111_out1.slice(s![.., 32..64, .., ..]);
        let mul153_out1 = gelu17_out1.mul(slice85_out1);
        let conv2d112_out1 = self.conv2d112.forward(mul153_out1);
        let add138_out1 = add135_out1.add(conv2d112_out1);
        let reducemean71_out1 = { add40_out1.clone().mean_dim(2usize).mean_dim(3usize) };
        let reshape47_out1 = reducemean71_out1.reshape([1, 8]);
        let linear5_out1 = self.linear5.forward(reshape47_out1);
        let constant133_out1 = self.constant133.val();
        let add139_out1 = linear5_out1.add(constant133_out1);
        let softmax20_out1 = burn::tensor::activation::softmax(add139_out1, 1);
        let linear6_out1 = self.linear6.forward(softmax20_out1);
        let reshape48_out1 = linear6_out1.reshape([1, 4, 4, 4]);
        let concat17_out1: [i64; 4usize] = [
            &constant20_out1[..],
            &div9_out1[..],
            &div10_out1[..],
        ]
            .concat()
            .try_into()
            .unwrap();
        let resize3_out1 = {
            let target_height = concat17_out1[2] as usize;
            let target_width = concat17_out1[3] as usize;
            burn::tensor::module::interpolate(
                reshape48_out1,
                burn::tensor::ops::InterpolateOptions::new(
                        burn::tensor::ops::InterpolateMode::Bilinear,
                    )
                    .with_output_size([target_height, target_width])
                    .with_align_corners(false),
            )
        };
        let conv2d113_out1 = self.conv2d113.forward(resize3_out1);
        let concat18_out1 = burn::tensor::Tensor::cat(
            [add40_out1, conv2d113_out1].into(),
            1,
        );
        (concat18_out1, add138_out1)
    }
}
#[derive(Module, Debug)]
pub struct Submodule8 {
    conv2d114: Conv2d,
    conv2d115: Conv2d,
    conv2d116: Conv2d,
    conv2d117: Conv2d,
    conv2d118: Conv2d,
    conv2d119: Conv2d,
    conv2d120: Conv2d,
    conv2d121: Conv2d,
    conv2d122: Conv2d,
    conv2d123: Conv2d,
    conv2d124: Conv2d,
    conv2d125: Conv2d,
    conv2d126: Conv2d,
    conv2d127: Conv2d,
    conv2d128: Conv2d,
    conv2d129: Conv2d,
    conv2d130: Conv2d,
    conv2d131: Conv2d,
    conv2d132: Conv2d,
    conv2d133: Conv2d,
    conv2d134: Conv2d,
    conv2d135: Conv2d,
    conv2d136: Conv2d,
    conv2d137: Conv2d,
    conv2d138: Conv2d,
    conv2d139: Conv2d,
    conv2d140: Conv2d,
    conv2d141: Conv2d,
    conv2d142: Conv2d,
    conv2d143: Conv2d,
    conv2d144: Conv2d,
    #[module(skip)]
    device: Device,
}
impl Submodule8 {
    #[allow(unused_variables)]
    pub fn new(device: &Device) -> Self {
        let conv2d114 = Conv2dConfig::new([12, 36], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d115 = Conv2dConfig::new([36, 36], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(36)
            .with_bias(false)
            .init(device);
        let conv2d116 = Conv2dConfig::new([12, 12], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d117 = Conv2dConfig::new([12, 48], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d118 = Conv2dConfig::new([48, 48], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(48)
            .with_bias(false)
            .init(device);
        let conv2d119 = Conv2dConfig::new([24, 12], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d120 = Conv2dConfig::new([12, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d121 = Conv2dConfig::new([16, 32], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d122 = Conv2dConfig::new([16, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d123 = Conv2dConfig::new([8, 24], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d124 = Conv2dConfig::new([24, 24], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(24)
            .with_bias(false)
            .init(device);
        let conv2d125 = Conv2dConfig::new([8, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d126 = Conv2dConfig::new([8, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d127 = Conv2dConfig::new([32, 32], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(32)
            .with_bias(false)
            .init(device);
        let conv2d128 = Conv2dConfig::new([16, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d129 = Conv2dConfig::new([8, 24], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d130 = Conv2dConfig::new([24, 24], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(24)
            .with_bias(false)
            .init(device);
        let conv2d131 = Conv2dConfig::new([8, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d132 = Conv2dConfig::new([8, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d133 = Conv2dConfig::new([32, 32], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(32)
            .with_bias(false)
            .init(device);
        let conv2d134 = Conv2dConfig::new([16, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d135 = Conv2dConfig::new([8, 24], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d136 = Conv2dConfig::new([24, 24], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(24)
            .with_bias(false)
            .init(device);
        let conv2d137 = Conv2dConfig::new([8, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d138 = Conv2dConfig::new([8, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d139 = Conv2dConfig::new([32, 32], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(32)
            .with_bias(false)
            .init(device);
        let conv2d140 = Conv2dConfig::new([16, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d141 = Conv2dConfig::new([8, 16], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d142 = Conv2dConfig::new([8, 24], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d143 = Conv2dConfig::new([24, 24], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(24)
            .with_bias(false)
            .init(device);
        let conv2d144 = Conv2dConfig::new([8, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        Self {
            conv2d114,
            conv2d115,
            conv2d116,
            conv2d117,
            conv2d118,
            conv2d119,
            conv2d120,
            conv2d121,
            conv2d122,
            conv2d123,
            conv2d124,
            conv2d125,
            conv2d126,
            conv2d127,
            conv2d128,
            conv2d129,
            conv2d130,
            conv2d131,
            conv2d132,
            conv2d133,
            conv2d134,
            conv2d135,
            conv2d136,
            conv2d137,
            conv2d138,
            conv2d139,
            conv2d140,
            conv2d141,
            conv2d142,
            conv2d143,
            conv2d144,
            device: device.clone(),
        }
    }
    #[allow(clippy::let_and_return, clippy::approx_constant)]
    pub fn forward(
        &self,
        concat18_out1: Tensor<4>,
        constant6_out1: Tensor<1>,
        constant18_out1: Tensor<1>,
        constant3_out1: [i64; 2],
        div9_out1: [i64; 1],
        div10_out1: [i64; 1],
        add138_out1: Tensor<4>,
        concat5_out1: [i64; 4],
        add16_out1: Tensor<4>,
        constant30_out1: [i64; 2],
        div1_out1: [i64; 1],
        div2_out1: [i64; 1],
    ) -> (Tensor<4>, [i64; 4]) {
        let reducemean72_out1 = {
            concat18_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub35_out1 = concat18_out1.clone().sub(reducemean72_out1);
        let mul154_out1 = sub35_out1.clone().mul(sub35_out1.clone());
        let reducemean73_out1 = { mul154_out1.mean_dim(0usize).mean_dim(1usize) };
        let add140_out1 = reducemean73_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt69_out1 = add140_out1.sqrt();
        let div60_out1 = sub35_out1.div(sqrt69_out1);
        let conv2d114_out1 = self.conv2d114.forward(div60_out1);
        let conv2d115_out1 = self.conv2d115.forward(conv2d114_out1);
        let reshape49_out1 = conv2d115_out1.reshape([1, 12, 3, -1]);
        let slice86_out1 = reshape49_out1.clone().slice(s![.., 0..4, .., ..]);
        let slice87_out1 = reshape49_out1.clone().slice(s![.., 4..8, .., ..]);
        let slice88_out1 = reshape49_out1.slice(s![.., 8..12, .., ..]);
        let mul156_out1 = slice86_out1.clone().mul(slice86_out1.clone());
        let reducesum35_out1 = { mul156_out1.sum_dim(3usize) };
        let add142_out1 = reducesum35_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt70_out1 = add142_out1.sqrt();
        let mul157_out1 = slice87_out1.clone().mul(slice87_out1.clone());
        let reducesum36_out1 = { mul157_out1.sum_dim(3usize) };
        let add143_out1 = reducesum36_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt71_out1 = add143_out1.sqrt();
        let transpose39_out1 = sqrt71_out1.permute([0, 1, 3, 2]);
        let mul158_out1 = sqrt70_out1.mul(transpose39_out1);
        let transpose40_out1 = slice87_out1.permute([0, 1, 3, 2]);
        let matmul41_out1 = slice86_out1.matmul(transpose40_out1);
        let div61_out1 = matmul41_out1.div(mul158_out1);
        let softmax21_out1 = burn::tensor::activation::softmax(div61_out1, 3);
        let matmul42_out1 = softmax21_out1.matmul(slice88_out1);
        let concat19_out1: [i64; 4usize] = [
            &constant3_out1[..],
            &div9_out1[..],
            &div10_out1[..],
        ]
            .concat()
            .try_into()
            .unwrap();
        let reshape50_out1 = matmul42_out1.reshape(concat19_out1);
        let conv2d116_out1 = self.conv2d116.forward(reshape50_out1);
        let add144_out1 = concat18_out1.add(conv2d116_out1);
        let reducemean74_out1 = {
            add144_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub36_out1 = add144_out1.clone().sub(reducemean74_out1);
        let mul160_out1 = sub36_out1.clone().mul(sub36_out1.clone());
        let reducemean75_out1 = { mul160_out1.mean_dim(0usize).mean_dim(1usize) };
        let add145_out1 = reducemean75_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt72_out1 = add145_out1.sqrt();
        let div62_out1 = sub36_out1.div(sqrt72_out1);
        let conv2d117_out1 = self.conv2d117.forward(div62_out1);
        let conv2d118_out1 = self.conv2d118.forward(conv2d117_out1);
        let slice89_out1 = conv2d118_out1.clone().slice(s![.., 0..24, .., ..]);
        let gelu18_out1 = burn::tensor::activation::gelu(slice89_out1);
        let slice90_out1 = conv2d118_out1.slice(s![.., 24..48, .., ..]);
        let mul162_out1 = gelu18_out1.mul(slice90_out1);
        let conv2d119_out1 = self.conv2d119.forward(mul162_out1);
        let add147_out1 = add144_out1.add(conv2d119_out1);
        let conv2d120_out1 = self.conv2d120.forward(add147_out1);
        let conv2d121_out1 = self.conv2d121.forward(add138_out1);
        let depthtospace2_out1 = burn::nn::PixelShuffleConfig::new(2usize)
            .init()
            .forward(conv2d121_out1);
        let concat20_out1 = burn::tensor::Tensor::cat(
            [depthtospace2_out1, conv2d120_out1].into(),
            1,
        );
        let conv2d122_out1 = self.conv2d122.forward(concat20_out1);
        let reducemean76_out1 = {
            conv2d122_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub37_out1 = conv2d122_out1.clone().sub(reducemean76_out1);
        let mul163_out1 = sub37_out1.clone().mul(sub37_out1.clone());
        let reducemean77_out1 = { mul163_out1.mean_dim(0usize).mean_dim(1usize) };
        let add148_out1 = reducemean77_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt73_out1 = add148_out1.sqrt();
        let div63_out1 = sub37_out1.div(sqrt73_out1);
        let conv2d123_out1 = self.conv2d123.forward(div63_out1);
        let conv2d124_out1 = self.conv2d124.forward(conv2d123_out1);
        let reshape51_out1 = conv2d124_out1.reshape([1, 6, 4, -1]);
        let slice91_out1 = reshape51_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice92_out1 = reshape51_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice93_out1 = reshape51_out1.slice(s![.., 4..6, .., ..]);
        let mul165_out1 = slice91_out1.clone().mul(slice91_out1.clone());
        let reducesum37_out1 = { mul165_out1.sum_dim(3usize) };
        let add150_out1 = reducesum37_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt74_out1 = add150_out1.sqrt();
        let mul166_out1 = slice92_out1.clone().mul(slice92_out1.clone());
        let reducesum38_out1 = { mul166_out1.sum_dim(3usize) };
        let add151_out1 = reducesum38_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt75_out1 = add151_out1.sqrt();
        let transpose41_out1 = sqrt75_out1.permute([0, 1, 3, 2]);
        let mul167_out1 = sqrt74_out1.mul(transpose41_out1);
        let transpose42_out1 = slice92_out1.permute([0, 1, 3, 2]);
        let matmul43_out1 = slice91_out1.matmul(transpose42_out1);
        let div64_out1 = matmul43_out1.div(mul167_out1);
        let softmax22_out1 = burn::tensor::activation::softmax(div64_out1, 3);
        let matmul44_out1 = softmax22_out1.matmul(slice93_out1);
        let reshape52_out1 = matmul44_out1.reshape(concat5_out1);
        let conv2d125_out1 = self.conv2d125.forward(reshape52_out1);
        let add152_out1 = conv2d122_out1.add(conv2d125_out1);
        let reducemean78_out1 = {
            add152_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub38_out1 = add152_out1.clone().sub(reducemean78_out1);
        let mul169_out1 = sub38_out1.clone().mul(sub38_out1.clone());
        let reducemean79_out1 = { mul169_out1.mean_dim(0usize).mean_dim(1usize) };
        let add153_out1 = reducemean79_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt76_out1 = add153_out1.sqrt();
        let div65_out1 = sub38_out1.div(sqrt76_out1);
        let conv2d126_out1 = self.conv2d126.forward(div65_out1);
        let conv2d127_out1 = self.conv2d127.forward(conv2d126_out1);
        let slice94_out1 = conv2d127_out1.clone().slice(s![.., 0..16, .., ..]);
        let gelu19_out1 = burn::tensor::activation::gelu(slice94_out1);
        let slice95_out1 = conv2d127_out1.slice(s![.., 16..32, .., ..]);
        let mul171_out1 = gelu19_out1.mul(slice95_out1);
        let conv2d128_out1 = self.conv2d128.forward(mul171_out1);
        let add155_out1 = add152_out1.add(conv2d128_out1);
        let reducemean80_out1 = {
            add155_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub39_out1 = add155_out1.clone().sub(reducemean80_out1);
        let mul172_out1 = sub39_out1.clone().mul(sub39_out1.clone());
        let reducemean81_out1 = { mul172_out1.mean_dim(0usize).mean_dim(1usize) };
        let add156_out1 = reducemean81_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt77_out1 = add156_out1.sqrt();
        let div66_out1 = sub39_out1.div(sqrt77_out1);
        let conv2d129_out1 = self.conv2d129.forward(div66_out1);
        let conv2d130_out1 = self.conv2d130.forward(conv2d129_out1);
        let reshape53_out1 = conv2d130_out1.reshape([1, 6, 4, -1]);
        let slice96_out1 = reshape53_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice97_out1 = reshape53_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice98_out1 = reshape53_out1.slice(s![.., 4..6, .., ..]);
        let mul174_out1 = slice96_out1.clone().mul(slice96_out1.clone());
        let reducesum39_out1 = { mul174_out1.sum_dim(3usize) };
        let add158_out1 = reducesum39_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt78_out1 = add158_out1.sqrt();
        let mul175_out1 = slice97_out1.clone().mul(slice97_out1.clone());
        let reducesum40_out1 = { mul175_out1.sum_dim(3usize) };
        let add159_out1 = reducesum40_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt79_out1 = add159_out1.sqrt();
        let transpose43_out1 = sqrt79_out1.permute([0, 1, 3, 2]);
        let mul176_out1 = sqrt78_out1.mul(transpose43_out1);
        let transpose44_out1 = slice97_out1.permute([0, 1, 3, 2]);
        let matmul45_out1 = slice96_out1.matmul(transpose44_out1);
        let div67_out1 = matmul45_out1.div(mul176_out1);
        let softmax23_out1 = burn::tensor::activation::softmax(div67_out1, 3);
        let matmul46_out1 = softmax23_out1.matmul(slice98_out1);
        let reshape54_out1 = matmul46_out1.reshape(concat5_out1);
        let conv2d131_out1 = self.conv2d131.forward(reshape54_out1);
        let add160_out1 = add155_out1.add(conv2d131_out1);
        let reducemean82_out1 = {
            add160_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub40_out1 = add160_out1.clone().sub(reducemean82_out1);
        let mul178_out1 = sub40_out1.clone().mul(sub40_out1.clone());
        let reducemean83_out1 = { mul178_out1.mean_dim(0usize).mean_dim(1usize) };
        let add161_out1 = reducemean83_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt80_out1 = add161_out1.sqrt();
        let div68_out1 = sub40_out1.div(sqrt80_out1);
        let conv2d132_out1 = self.conv2d132.forward(div68_out1);
        let conv2d133_out1 = self.conv2d133.forward(conv2d132_out1);
        let slice99_out1 = conv2d133_out1.clone().slice(s![.., 0..16, .., ..]);
        let gelu20_out1 = burn::tensor::activation::gelu(slice99_out1);
        let slice100_out1 = conv2d133_out1.slice(s![.., 16..32, .., ..]);
        let mul180_out1 = gelu20_out1.mul(slice100_out1);
        let conv2d134_out1 = self.conv2d134.forward(mul180_out1);
        let add163_out1 = add160_out1.add(conv2d134_out1);
        let reducemean84_out1 = {
            add163_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub41_out1 = add163_out1.clone().sub(reducemean84_out1);
        let mul181_out1 = sub41_out1.clone().mul(sub41_out1.clone());
        let reducemean85_out1 = { mul181_out1.mean_dim(0usize).mean_dim(1usize) };
        let add164_out1 = reducemean85_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt81_out1 = add164_out1.sqrt();
        let div69_out1 = sub41_out1.div(sqrt81_out1);
        let conv2d135_out1 = self.conv2d135.forward(div69_out1);
        let conv2d136_out1 = self.conv2d136.forward(conv2d135_out1);
        let reshape55_out1 = conv2d136_out1.reshape([1, 6, 4, -1]);
        let slice101_out1 = reshape55_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice102_out1 = reshape55_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice103_out1 = reshape55_out1.slice(s![.., 4..6, .., ..]);
        let mul183_out1 = slice101_out1.clone().mul(slice101_out1.clone());
        let reducesum41_out1 = { mul183_out1.sum_dim(3usize) };
        let add166_out1 = reducesum41_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt82_out1 = add166_out1.sqrt();
        let mul184_out1 = slice102_out1.clone().mul(slice102_out1.clone());
        let reducesum42_out1 = { mul184_out1.sum_dim(3usize) };
        let add167_out1 = reducesum42_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt83_out1 = add167_out1.sqrt();
        let transpose45_out1 = sqrt83_out1.permute([0, 1, 3, 2]);
        let mul185_out1 = sqrt82_out1.mul(transpose45_out1);
        let transpose46_out1 = slice102_out1.permute([0, 1, 3, 2]);
        let matmul47_out1 = slice101_out1.matmul(transpose46_out1);
        let div70_out1 = matmul47_out1.div(mul185_out1);
        let softmax24_out1 = burn::tensor::activation::softmax(div70_out1, 3);
        let matmul48_out1 = softmax24_out1.matmul(slice103_out1);
        let reshape56_out1 = matmul48_out1.reshape(concat5_out1);
        let conv2d137_out1 = self.conv2d137.forward(reshape56_out1);
        let add168_out1 = add163_out1.add(conv2d137_out1);
        let reducemean86_out1 = {
            add168_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub42_out1 = add168_out1.clone().sub(reducemean86_out1);
        let mul187_out1 = sub42_out1.clone().mul(sub42_out1.clone());
        let reducemean87_out1 = { mul187_out1.mean_dim(0usize).mean_dim(1usize) };
        let add169_out1 = reducemean87_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt84_out1 = add169_out1.sqrt();
        let div71_out1 = sub42_out1.div(sqrt84_out1);
        let conv2d138_out1 = self.conv2d138.forward(div71_out1);
        let conv2d139_out1 = self.conv2d139.forward(conv2d138_out1);
        let slice104_out1 = conv2d139_out1.clone().slice(s![.., 0..16, .., ..]);
        let gelu21_out1 = burn::tensor::activation::gelu(slice104_out1);
        let slice105_out1 = conv2d139_out1.slice(s![.., 16..32, .., ..]);
        let mul189_out1 = gelu21_out1.mul(slice105_out1);
        let conv2d140_out1 = self.conv2d140.forward(mul189_out1);
        let add171_out1 = add168_out1.add(conv2d140_out1);
        let conv2d141_out1 = self.conv2d141.forward(add171_out1);
        let depthtospace3_out1 = burn::nn::PixelShuffleConfig::new(2usize)
            .init()
            .forward(conv2d141_out1);
        let concat21_out1 = burn::tensor::Tensor::cat(
            [depthtospace3_out1, add16_out1].into(),
            1,
        );
        let reducemean88_out1 = {
            concat21_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub43_out1 = concat21_out1.clone().sub(reducemean88_out1);
        let mul190_out1 = sub43_out1.clone().mul(sub43_out1.clone());
        let reducemean89_out1 = { mul190_out1.mean_dim(0usize).mean_dim(1usize) };
        let add172_out1 = reducemean89_out1
            .add((constant6_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt85_out1 = add172_out1.sqrt();
        let div72_out1 = sub43_out1.div(sqrt85_out1);
        let conv2d142_out1 = self.conv2d142.forward(div72_out1);
        let conv2d143_out1 = self.conv2d143.forward(conv2d142_out1);
        let reshape57_out1 = conv2d143_out1.reshape([1, 3, 8, -1]);
        let slice106_out1 = reshape57_out1.clone().slice(s![.., 0..1, .., ..]);
        let slice107_out1 = reshape57_out1.clone().slice(s![.., 1..2, .., ..]);
        let slice108_out1 = reshape57_out1.slice(s![.., 2..3, .., ..]);
        let mul192_out1 = slice106_out1.clone().mul(slice106_out1.clone());
        let reducesum43_out1 = { mul192_out1.sum_dim(3usize) };
        let add174_out1 = reducesum43_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt86_out1 = add174_out1.sqrt();
        let mul193_out1 = slice107_out1.clone().mul(slice107_out1.clone());
        let reducesum44_out1 = { mul193_out1.sum_dim(3usize) };
        let add175_out1 = reducesum44_out1
            .add((constant18_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt87_out1 = add175_out1.sqrt();
        let transpose47_out1 = sqrt87_out1.permute([0, 1, 3, 2]);
        let mul194_out1 = sqrt86_out1.mul(transpose47_out1);
        let transpose48_out1 = slice107_out1.permute([0, 1, 3, 2]);
        let matmul49_out1 = slice106_out1.matmul(transpose48_out1);
        let div73_out1 = matmul49_out1.div(mul194_out1);
        let softmax25_out1 = burn::tensor::activation::softmax(div73_out1, 3);
        let matmul50_out1 = softmax25_out1.matmul(slice108_out1);
        let concat22_out1: [i64; 4usize] = [
            &constant30_out1[..],
            &div1_out1[..],
            &div2_out1[..],
        ]
            .concat()
            .try_into()
            .unwrap();
        let reshape58_out1 = matmul50_out1.reshape(concat22_out1);
        let conv2d144_out1 = self.conv2d144.forward(reshape58_out1);
        let add176_out1 = concat21_out1.add(conv2d144_out1);
        (add176_out1, concat22_out1)
    }
}
#[derive(Module, Debug)]
pub struct Submodule9 {
    conv2d145: Conv2d,
    conv2d146: Conv2d,
    conv2d147: Conv2d,
    conv2d148: Conv2d,
    conv2d149: Conv2d,
    conv2d150: Conv2d,
    conv2d151: Conv2d,
    conv2d152: Conv2d,
    conv2d153: Conv2d,
    conv2d154: Conv2d,
    conv2d155: Conv2d,
    conv2d156: Conv2d,
    conv2d157: Conv2d,
    conv2d158: Conv2d,
    conv2d159: Conv2d,
    conv2d160: Conv2d,
    #[module(skip)]
    device: Device,
}
impl Submodule9 {
    #[allow(unused_variables)]
    pub fn new(device: &Device) -> Self {
        let conv2d145 = Conv2dConfig::new([8, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d146 = Conv2dConfig::new([32, 32], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(32)
            .with_bias(false)
            .init(device);
        let conv2d147 = Conv2dConfig::new([16, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d148 = Conv2dConfig::new([8, 24], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d149 = Conv2dConfig::new([24, 24], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(24)
            .with_bias(false)
            .init(device);
        let conv2d150 = Conv2dConfig::new([8, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d151 = Conv2dConfig::new([8, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d152 = Conv2dConfig::new([32, 32], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(32)
            .with_bias(false)
            .init(device);
        let conv2d153 = Conv2dConfig::new([16, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d154 = Conv2dConfig::new([8, 24], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d155 = Conv2dConfig::new([24, 24], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(24)
            .with_bias(false)
            .init(device);
        let conv2d156 = Conv2dConfig::new([8, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d157 = Conv2dConfig::new([8, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d158 = Conv2dConfig::new([32, 32], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(32)
            .with_bias(false)
            .init(device);
        let conv2d159 = Conv2dConfig::new([16, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d160 = Conv2dConfig::new([8, 12], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        Self {
            conv2d145,
            conv2d146,
            conv2d147,
            conv2d148,
            conv2d149,
            conv2d150,
            conv2d151,
            conv2d152,
            conv2d153,
            conv2d154,
            conv2d155,
            conv2d156,
            conv2d157,
            conv2d158,
            conv2d159,
            conv2d160,
            device: device.clone(),
        }
    }
    #[allow(clippy::let_and_return, clippy::approx_constant)]
    pub fn forward(
        &self,
        add176_out1: Tensor<4>,
        constant6_out1: Tensor<1>,
        constant18_out1: Tensor<1>,
        concat22_out1: [i64; 4],
        image: Tensor<4>,
    ) -> Tensor<4> {
        let reducemean90_out1 = {
            add176_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub44_out1 = add176_out1.clone().sub(reducemean90_out1);
        let mul196_out1 = sub44_out1.clone().mul(sub44_out1.clone());
        let reducemean91_out1 = { mul196_out1.mean_dim(0usize).mean_dim(1usize) };
        let add177_out1 = reducemean91_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt88_out1 = add177_out1.sqrt();
        let div74_out1 = sub44_out1.div(sqrt88_out1);
        let conv2d145_out1 = self.conv2d145.forward(div74_out1);
        let conv2d146_out1 = self.conv2d146.forward(conv2d145_out1);
        let slice109_out1 = conv2d146_out1.clone().slice(s![.., 0..16, .., ..]);
        let gelu22_out1 = burn::tensor::activation::gelu(slice109_out1);
        let slice110_out1 = conv2d146_out1.slice(s![.., 16..32, .., ..]);
        let mul198_out1 = gelu22_out1.mul(slice110_out1);
        let conv2d147_out1 = self.conv2d147.forward(mul198_out1);
        let add179_out1 = add176_out1.add(conv2d147_out1);
        let reducemean92_out1 = {
            add179_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub45_out1 = add179_out1.clone().sub(reducemean92_out1);
        let mul199_out1 = sub45_out1.clone().mul(sub45_out1.clone());
        let reducemean93_out1 = { mul199_out1.mean_dim(0usize).mean_dim(1usize) };
        let add180_out1 = reducemean93_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt89_out1 = add180_out1.sqrt();
        let div75_out1 = sub45_out1.div(sqrt89_out1);
        let conv2d148_out1 = self.conv2d148.forward(div75_out1);
        let conv2d149_out1 = self.conv2d149.forward(conv2d148_out1);
        let reshape59_out1 = conv2d149_out1.reshape([1, 3, 8, -1]);
        let slice111_out1 = reshape59_out1.clone().slice(s![.., 0..1, .., ..]);
        let slice112_out1 = reshape59_out1.clone().slice(s![.., 1..2, .., ..]);
        let slice113_out1 = reshape59_out1.slice(s![.., 2..3, .., ..]);
        let mul201_out1 = slice111_out1.clone().mul(slice111_out1.clone());
        let reducesum45_out1 = { mul201_out1.sum_dim(3usize) };
        let add182_out1 = reducesum45_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt90_out1 = add182_out1.sqrt();
        let mul202_out1 = slice112_out1.clone().mul(slice112_out1.clone());
        let reducesum46_out1 = { mul202_out1.sum_dim(3usize) };
        let add183_out1 = reducesum46_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt91_out1 = add183_out1.sqrt();
        let transpose49_out1 = sqrt91_out1.permute([0, 1, 3, 2]);
        let mul203_out1 = sqrt90_out1.mul(transpose49_out1);
        let transpose50_out1 = slice112_out1.permute([0, 1, 3, 2]);
        let matmul51_out1 = slice111_out1.matmul(transpose50_out1);
        let div76_out1 = matmul51_out1.div(mul203_out1);
        let softmax26_out1 = burn::tensor::activation::softmax(div76_out1, 3);
        let matmul52_out1 = softmax26_out1.matmul(slice113_out1);
        let reshape60_out1 = matmul52_out1.reshape(concat22_out1);
        let conv2d150_out1 = self.conv2d150.forward(reshape60_out1);
        let add184_out1 = add179_out1.add(conv2d150_out1);
        let reducemean94_out1 = {
            add184_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub46_out1 = add184_out1.clone().sub(reducemean94_out1);
        let mul205_out1 = sub46_out1.clone().mul(sub46_out1.clone());
        let reducemean95_out1 = { mul205_out1.mean_dim(0usize).mean_dim(1usize) };
        let add185_out1 = reducemean95_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt92_out1 = add185_out1.sqrt();
        let div77_out1 = sub46_out1.div(sqrt92_out1);
        let conv2d151_out1 = self.conv2d151.forward(div77_out1);
        let conv2d152_out1 = self.conv2d152.forward(conv2d151_out1);
        let slice114_out1 = conv2d152_out1.clone().slice(s![.., 0..16, .., ..]);
        let gelu23_out1 = burn::tensor::activation::gelu(slice114_out1);
        let slice115_out1 = conv2d152_out1.slice(s![.., 16..32, .., ..]);
        let mul207_out1 = gelu23_out1.mul(slice115_out1);
        let conv2d153_out1 = self.conv2d153.forward(mul207_out1);
        let add187_out1 = add184_out1.add(conv2d153_out1);
        let reducemean96_out1 = {
            add187_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub47_out1 = add187_out1.clone().sub(reducemean96_out1);
        let mul208_out1 = sub47_out1.clone().mul(sub47_out1.clone());
        let reducemean97_out1 = { mul208_out1.mean_dim(0usize).mean_dim(1usize) };
        let add188_out1 = reducemean97_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt93_out1 = add188_out1.sqrt();
        let div78_out1 = sub47_out1.div(sqrt93_out1);
        let conv2d154_out1 = self.conv2d154.forward(div78_out1);
        let conv2d155_out1 = self.conv2d155.forward(conv2d154_out1);
        let reshape61_out1 = conv2d155_out1.reshape([1, 3, 8, -1]);
        let slice116_out1 = reshape61_out1.clone().slice(s![.., 0..1, .., ..]);
        let slice117_out1 = reshape61_out1.clone().slice(s![.., 1..2, .., ..]);
        let slice118_out1 = reshape61_out1.slice(s![.., 2..3, .., ..]);
        let mul210_out1 = slice116_out1.clone().mul(slice116_out1.clone());
        let reducesum47_out1 = { mul210_out1.sum_dim(3usize) };
        let add190_out1 = reducesum47_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt94_out1 = add190_out1.sqrt();
        let mul211_out1 = slice117_out1.clone().mul(slice117_out1.clone());
        let reducesum48_out1 = { mul211_out1.sum_dim(3usize) };
        let add191_out1 = reducesum48_out1
            .add((constant18_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt95_out1 = add191_out1.sqrt();
        let transpose51_out1 = sqrt95_out1.permute([0, 1, 3, 2]);
        let mul212_out1 = sqrt94_out1.mul(transpose51_out1);
        let transpose52_out1 = slice117_out1.permute([0, 1, 3, 2]);
        let matmul53_out1 = slice116_out1.matmul(transpose52_out1);
        let div79_out1 = matmul53_out1.div(mul212_out1);
        let softmax27_out1 = burn::tensor::activation::softmax(div79_out1, 3);
        let matmul54_out1 = softmax27_out1.matmul(slice118_out1);
        let reshape62_out1 = matmul54_out1.reshape(concat22_out1);
        let conv2d156_out1 = self.conv2d156.forward(reshape62_out1);
        let add192_out1 = add187_out1.add(conv2d156_out1);
        let reducemean98_out1 = {
            add192_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub48_out1 = add192_out1.clone().sub(reducemean98_out1);
        let mul214_out1 = sub48_out1.clone().mul(sub48_out1.clone());
        let reducemean99_out1 = { mul214_out1.mean_dim(0usize).mean_dim(1usize) };
        let add193_out1 = reducemean99_out1
            .add((constant6_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt96_out1 = add193_out1.sqrt();
        let div80_out1 = sub48_out1.div(sqrt96_out1);
        let conv2d157_out1 = self.conv2d157.forward(div80_out1);
        let conv2d158_out1 = self.conv2d158.forward(conv2d157_out1);
        let slice119_out1 = conv2d158_out1.clone().slice(s![.., 0..16, .., ..]);
        let gelu24_out1 = burn::tensor::activation::gelu(slice119_out1);
        let slice120_out1 = conv2d158_out1.slice(s![.., 16..32, .., ..]);
        let mul216_out1 = gelu24_out1.mul(slice120_out1);
        let conv2d159_out1 = self.conv2d159.forward(mul216_out1);
        let add195_out1 = add192_out1.add(conv2d159_out1);
        let conv2d160_out1 = self.conv2d160.forward(add195_out1);
        let depthtospace4_out1 = burn::nn::PixelShuffleConfig::new(2usize)
            .init()
            .forward(conv2d160_out1);
        let add196_out1 = depthtospace4_out1.add(image);
        add196_out1
    }
}

#[derive(Module, Debug)]
pub struct Model {
    submodule1: Submodule1,
    submodule2: Submodule2,
    submodule3: Submodule3,
    submodule4: Submodule4,
    submodule5: Submodule5,
    submodule6: Submodule6,
    submodule7: Submodule7,
    submodule8: Submodule8,
    submodule9: Submodule9,
    #[module(skip)]
    device: Device,
}


impl Model {
    /// Load model weights from in-memory bytes.
    ///
    /// The bytes must be the contents of a `.bpk` file.
    pub fn from_bytes(bytes: Bytes, device: &Device) -> Self {
        let mut model = Self::new(device);
        let mut store = BurnpackStore::from_bytes(Some(bytes));
        model
            .load_from(&mut store)
            .unwrap_or_else(|e| panic!("Failed to load burnpack bytes: {e}"));
        model
    }
}

impl Model {
    #[allow(unused_variables)]
    pub fn new(device: &Device) -> Self {
        let submodule1 = Submodule1::new(device);
        let submodule2 = Submodule2::new(device);
        let submodule3 = Submodule3::new(device);
        let submodule4 = Submodule4::new(device);
        let submodule5 = Submodule5::new(device);
        let submodule6 = Submodule6::new(device);
        let submodule7 = Submodule7::new(device);
        let submodule8 = Submodule8::new(device);
        let submodule9 = Submodule9::new(device);
        Self {
            submodule1,
            submodule2,
            submodule3,
            submodule4,
            submodule5,
            submodule6,
            submodule7,
            submodule8,
            submodule9,
            device: device.clone(),
        }
    }

    #[allow(clippy::let_and_return, clippy::approx_constant)]
    pub fn forward(&self, image: Tensor<4>) -> Tensor<4> {
        let (
            add13_out1,
            constant6_out1,
            shape1_out1,
            shape2_out1,
            constant2_out1,
            constant18_out1,
            constant20_out1,
            constant3_out1,
            div1_out1,
            div2_out1,
        ) = self.submodule1.forward(image.clone());
        let (
            add24_out1,
            concat5_out1,
            constant30_out1,
            div9_out1,
            div10_out1,
            add16_out1,
        ) = self
            .submodule2
            .forward(
                add13_out1,
                constant6_out1.clone(),
                shape1_out1.clone(),
                shape2_out1.clone(),
                constant2_out1.clone(),
                constant18_out1.clone(),
            );
        let add37_out1 = self
            .submodule3
            .forward(
                add24_out1,
                constant6_out1.clone(),
                constant18_out1.clone(),
                concat5_out1.clone(),
            );
        let (add48_out1, concat7_out1, div20_out1, div21_out1, add40_out1) = self
            .submodule4
            .forward(
                add37_out1,
                constant6_out1.clone(),
                shape1_out1.clone(),
                shape2_out1.clone(),
                constant20_out1.clone(),
                constant2_out1.clone(),
                constant18_out1.clone(),
            );
        let add61_out1 = self
            .submodule5
            .forward(
                add48_out1,
                constant6_out1.clone(),
                constant18_out1.clone(),
                concat7_out1.clone(),
            );
        let (add102_out1, add64_out1) = self
            .submodule6
            .forward(
                add61_out1,
                constant6_out1.clone(),
                shape1_out1,
                shape2_out1,
                constant30_out1.clone(),
                constant2_out1,
                constant18_out1.clone(),
                constant20_out1.clone(),
            );
        let (concat18_out1, add138_out1) = self
            .submodule7
            .forward(
                add102_out1,
                constant6_out1.clone(),
                add64_out1,
                constant20_out1,
                div20_out1,
                div21_out1,
                constant18_out1.clone(),
                concat7_out1,
                add40_out1,
                div9_out1.clone(),
                div10_out1.clone(),
            );
        let (add176_out1, concat22_out1) = self
            .submodule8
            .forward(
                concat18_out1,
                constant6_out1.clone(),
                constant18_out1.clone(),
                constant3_out1,
                div9_out1,
                div10_out1,
                add138_out1,
                concat5_out1,
                add16_out1,
                constant30_out1,
                div1_out1,
                div2_out1,
            );
        let add196_out1 = self
            .submodule9
            .forward(add176_out1, constant6_out1, constant18_out1, concat22_out1, image);
        add196_out1
    }
}
