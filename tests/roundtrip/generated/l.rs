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
    conv2d21: Conv2d,
    conv2d22: Conv2d,
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
        let conv2d14 = Conv2dConfig::new([4, 12], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d15 = Conv2dConfig::new([12, 12], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(12)
            .with_bias(false)
            .init(device);
        let conv2d16 = Conv2dConfig::new([4, 4], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d17 = Conv2dConfig::new([4, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d18 = Conv2dConfig::new([16, 16], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(16)
            .with_bias(false)
            .init(device);
        let conv2d19 = Conv2dConfig::new([8, 4], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d20 = Conv2dConfig::new([4, 12], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d21 = Conv2dConfig::new([12, 12], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(12)
            .with_bias(false)
            .init(device);
        let conv2d22 = Conv2dConfig::new([4, 4], [1, 1])
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
            conv2d21,
            conv2d22,
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
        let reducemean9_out1 = { add16_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub5_out1 = add16_out1.clone().sub(reducemean9_out1);
        let mul19_out1 = sub5_out1.clone().mul(sub5_out1.clone());
        let reducemean10_out1 = { mul19_out1.mean_dim(0usize).mean_dim(1usize) };
        let add17_out1 = reducemean10_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt9_out1 = add17_out1.sqrt();
        let div9_out1 = sub5_out1.div(sqrt9_out1);
        let conv2d14_out1 = self.conv2d14.forward(div9_out1);
        let conv2d15_out1 = self.conv2d15.forward(conv2d14_out1);
        let reshape7_out1 = conv2d15_out1.reshape([1, 3, 4, -1]);
        let slice11_out1 = reshape7_out1.clone().slice(s![.., 0..1, .., ..]);
        let slice12_out1 = reshape7_out1.clone().slice(s![.., 1..2, .., ..]);
        let slice13_out1 = reshape7_out1.slice(s![.., 2..3, .., ..]);
        let mul21_out1 = slice11_out1.clone().mul(slice11_out1.clone());
        let reducesum5_out1 = { mul21_out1.sum_dim(3usize) };
        let add19_out1 = reducesum5_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt10_out1 = add19_out1.sqrt();
        let mul22_out1 = slice12_out1.clone().mul(slice12_out1.clone());
        let reducesum6_out1 = { mul22_out1.sum_dim(3usize) };
        let add20_out1 = reducesum6_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt11_out1 = add20_out1.sqrt();
        let transpose6_out1 = sqrt11_out1.permute([0, 1, 3, 2]);
        let mul23_out1 = sqrt10_out1.mul(transpose6_out1);
        let transpose7_out1 = slice12_out1.permute([0, 1, 3, 2]);
        let matmul5_out1 = slice11_out1.matmul(transpose7_out1);
        let div10_out1 = matmul5_out1.div(mul23_out1);
        let softmax3_out1 = burn::tensor::activation::softmax(div10_out1, 3);
        let matmul6_out1 = softmax3_out1.matmul(slice13_out1);
        let reshape8_out1 = matmul6_out1.reshape(concat3_out1);
        let conv2d16_out1 = self.conv2d16.forward(reshape8_out1);
        let add21_out1 = add16_out1.add(conv2d16_out1);
        let reducemean11_out1 = { add21_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub6_out1 = add21_out1.clone().sub(reducemean11_out1);
        let mul25_out1 = sub6_out1.clone().mul(sub6_out1.clone());
        let reducemean12_out1 = { mul25_out1.mean_dim(0usize).mean_dim(1usize) };
        let add22_out1 = reducemean12_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt12_out1 = add22_out1.sqrt();
        let div11_out1 = sub6_out1.div(sqrt12_out1);
        let conv2d17_out1 = self.conv2d17.forward(div11_out1);
        let conv2d18_out1 = self.conv2d18.forward(conv2d17_out1);
        let slice14_out1 = conv2d18_out1.clone().slice(s![.., 0..8, .., ..]);
        let gelu3_out1 = burn::tensor::activation::gelu(slice14_out1);
        let slice15_out1 = conv2d18_out1.slice(s![.., 8..16, .., ..]);
        let mul27_out1 = gelu3_out1.mul(slice15_out1);
        let conv2d19_out1 = self.conv2d19.forward(mul27_out1);
        let add24_out1 = add21_out1.add(conv2d19_out1);
        let reducemean13_out1 = { add24_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub7_out1 = add24_out1.clone().sub(reducemean13_out1);
        let mul28_out1 = sub7_out1.clone().mul(sub7_out1.clone());
        let reducemean14_out1 = { mul28_out1.mean_dim(0usize).mean_dim(1usize) };
        let add25_out1 = reducemean14_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt13_out1 = add25_out1.sqrt();
        let div12_out1 = sub7_out1.div(sqrt13_out1);
        let conv2d20_out1 = self.conv2d20.forward(div12_out1);
        let conv2d21_out1 = self.conv2d21.forward(conv2d20_out1);
        let reshape9_out1 = conv2d21_out1.reshape([1, 3, 4, -1]);
        let slice16_out1 = reshape9_out1.clone().slice(s![.., 0..1, .., ..]);
        let slice17_out1 = reshape9_out1.clone().slice(s![.., 1..2, .., ..]);
        let slice18_out1 = reshape9_out1.slice(s![.., 2..3, .., ..]);
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
        let transpose8_out1 = sqrt15_out1.permute([0, 1, 3, 2]);
        let mul32_out1 = sqrt14_out1.mul(transpose8_out1);
        let transpose9_out1 = slice17_out1.permute([0, 1, 3, 2]);
        let matmul7_out1 = slice16_out1.matmul(transpose9_out1);
        let div13_out1 = matmul7_out1.div(mul32_out1);
        let softmax4_out1 = burn::tensor::activation::softmax(div13_out1, 3);
        let matmul8_out1 = softmax4_out1.matmul(slice18_out1);
        let reshape10_out1 = matmul8_out1.reshape(concat3_out1);
        let conv2d22_out1 = self.conv2d22.forward(reshape10_out1);
        let add29_out1 = add24_out1.add(conv2d22_out1);
        (
            add29_out1,
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
    conv2d23: Conv2d,
    conv2d24: Conv2d,
    conv2d25: Conv2d,
    conv2d26: Conv2d,
    conv2d27: Conv2d,
    conv2d28: Conv2d,
    conv2d29: Conv2d,
    conv2d30: Conv2d,
    conv2d31: Conv2d,
    conv2d32: Conv2d,
    #[module(skip)]
    device: Device,
}
impl Submodule2 {
    #[allow(unused_variables)]
    pub fn new(device: &Device) -> Self {
        let conv2d23 = Conv2dConfig::new([4, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d24 = Conv2dConfig::new([16, 16], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(16)
            .with_bias(false)
            .init(device);
        let conv2d25 = Conv2dConfig::new([8, 4], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d26 = Conv2dConfig::new([4, 2], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
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
        Self {
            conv2d23,
            conv2d24,
            conv2d25,
            conv2d26,
            conv2d27,
            conv2d28,
            conv2d29,
            conv2d30,
            conv2d31,
            conv2d32,
            device: device.clone(),
        }
    }
    #[allow(clippy::let_and_return, clippy::approx_constant)]
    pub fn forward(
        &self,
        add29_out1: Tensor<4>,
        constant6_out1: Tensor<1>,
        shape1_out1: [i64; 1],
        shape2_out1: [i64; 1],
        constant2_out1: [i64; 1],
        constant18_out1: Tensor<1>,
    ) -> (Tensor<4>, [i64; 4], [i64; 2], [i64; 1], [i64; 1], Tensor<4>) {
        let reducemean15_out1 = { add29_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub8_out1 = add29_out1.clone().sub(reducemean15_out1);
        let mul34_out1 = sub8_out1.clone().mul(sub8_out1.clone());
        let reducemean16_out1 = { mul34_out1.mean_dim(0usize).mean_dim(1usize) };
        let add30_out1 = reducemean16_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt16_out1 = add30_out1.sqrt();
        let div14_out1 = sub8_out1.div(sqrt16_out1);
        let conv2d23_out1 = self.conv2d23.forward(div14_out1);
        let conv2d24_out1 = self.conv2d24.forward(conv2d23_out1);
        let slice19_out1 = conv2d24_out1.clone().slice(s![.., 0..8, .., ..]);
        let gelu4_out1 = burn::tensor::activation::gelu(slice19_out1);
        let slice20_out1 = conv2d24_out1.slice(s![.., 8..16, .., ..]);
        let mul36_out1 = gelu4_out1.mul(slice20_out1);
        let conv2d25_out1 = self.conv2d25.forward(mul36_out1);
        let add32_out1 = add29_out1.add(conv2d25_out1);
        let conv2d26_out1 = self.conv2d26.forward(add32_out1.clone());
        let constant12_out1: [i64; 1] = [4i64];
        let div15_out1 = {
            let __lhs = shape1_out1;
            let __rhs = constant12_out1;
            core::array::from_fn::<
                i64,
                1usize,
                _,
            >(|__i| if __rhs[__i] != 0 { __lhs[__i] / __rhs[__i] } else { __lhs[__i] })
        };
        let div16_out1 = {
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
            &div15_out1[..],
            &constant2_out1[..],
            &div16_out1[..],
            &constant2_out1[..],
        ]
            .concat()
            .try_into()
            .unwrap();
        let reshape11_out1 = conv2d26_out1.reshape(concat4_out1);
        let transpose10_out1 = reshape11_out1.permute([0, 1, 3, 5, 2, 4]);
        let constant30_out1: [i64; 2] = [1i64, 8i64];
        let concat5_out1: [i64; 4usize] = [
            &constant30_out1[..],
            &div15_out1[..],
            &div16_out1[..],
        ]
            .concat()
            .try_into()
            .unwrap();
        let reshape12_out1 = transpose10_out1.reshape(concat5_out1);
        let reducemean17_out1 = {
            reshape12_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub9_out1 = reshape12_out1.clone().sub(reducemean17_out1);
        let mul37_out1 = sub9_out1.clone().mul(sub9_out1.clone());
        let reducemean18_out1 = { mul37_out1.mean_dim(0usize).mean_dim(1usize) };
        let add33_out1 = reducemean18_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
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
        let add37_out1 = reshape12_out1.add(conv2d29_out1);
        let reducemean19_out1 = { add37_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub10_out1 = add37_out1.clone().sub(reducemean19_out1);
        let mul43_out1 = sub10_out1.clone().mul(sub10_out1.clone());
        let reducemean20_out1 = { mul43_out1.mean_dim(0usize).mean_dim(1usize) };
        let add38_out1 = reducemean20_out1
            .add((constant6_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
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
        (add40_out1, concat5_out1, constant30_out1, div15_out1, div16_out1, add32_out1)
    }
}
#[derive(Module, Debug)]
pub struct Submodule3 {
    conv2d33: Conv2d,
    conv2d34: Conv2d,
    conv2d35: Conv2d,
    conv2d36: Conv2d,
    conv2d37: Conv2d,
    conv2d38: Conv2d,
    conv2d39: Conv2d,
    conv2d40: Conv2d,
    conv2d41: Conv2d,
    #[module(skip)]
    device: Device,
}
impl Submodule3 {
    #[allow(unused_variables)]
    pub fn new(device: &Device) -> Self {
        let conv2d33 = Conv2dConfig::new([8, 24], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d34 = Conv2dConfig::new([24, 24], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(24)
            .with_bias(false)
            .init(device);
        let conv2d35 = Conv2dConfig::new([8, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d36 = Conv2dConfig::new([8, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d37 = Conv2dConfig::new([32, 32], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(32)
            .with_bias(false)
            .init(device);
        let conv2d38 = Conv2dConfig::new([16, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d39 = Conv2dConfig::new([8, 24], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d40 = Conv2dConfig::new([24, 24], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(24)
            .with_bias(false)
            .init(device);
        let conv2d41 = Conv2dConfig::new([8, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        Self {
            conv2d33,
            conv2d34,
            conv2d35,
            conv2d36,
            conv2d37,
            conv2d38,
            conv2d39,
            conv2d40,
            conv2d41,
            device: device.clone(),
        }
    }
    #[allow(clippy::let_and_return, clippy::approx_constant)]
    pub fn forward(
        &self,
        add40_out1: Tensor<4>,
        constant6_out1: Tensor<1>,
        constant18_out1: Tensor<1>,
        concat5_out1: [i64; 4],
    ) -> Tensor<4> {
        let reducemean21_out1 = { add40_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub11_out1 = add40_out1.clone().sub(reducemean21_out1);
        let mul46_out1 = sub11_out1.clone().mul(sub11_out1.clone());
        let reducemean22_out1 = { mul46_out1.mean_dim(0usize).mean_dim(1usize) };
        let add41_out1 = reducemean22_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt21_out1 = add41_out1.sqrt();
        let div20_out1 = sub11_out1.div(sqrt21_out1);
        let conv2d33_out1 = self.conv2d33.forward(div20_out1);
        let conv2d34_out1 = self.conv2d34.forward(conv2d33_out1);
        let reshape15_out1 = conv2d34_out1.reshape([1, 6, 4, -1]);
        let slice26_out1 = reshape15_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice27_out1 = reshape15_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice28_out1 = reshape15_out1.slice(s![.., 4..6, .., ..]);
        let mul48_out1 = slice26_out1.clone().mul(slice26_out1.clone());
        let reducesum11_out1 = { mul48_out1.sum_dim(3usize) };
        let add43_out1 = reducesum11_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt22_out1 = add43_out1.sqrt();
        let mul49_out1 = slice27_out1.clone().mul(slice27_out1.clone());
        let reducesum12_out1 = { mul49_out1.sum_dim(3usize) };
        let add44_out1 = reducesum12_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt23_out1 = add44_out1.sqrt();
        let transpose13_out1 = sqrt23_out1.permute([0, 1, 3, 2]);
        let mul50_out1 = sqrt22_out1.mul(transpose13_out1);
        let transpose14_out1 = slice27_out1.permute([0, 1, 3, 2]);
        let matmul11_out1 = slice26_out1.matmul(transpose14_out1);
        let div21_out1 = matmul11_out1.div(mul50_out1);
        let softmax6_out1 = burn::tensor::activation::softmax(div21_out1, 3);
        let matmul12_out1 = softmax6_out1.matmul(slice28_out1);
        let reshape16_out1 = matmul12_out1.reshape(concat5_out1);
        let conv2d35_out1 = self.conv2d35.forward(reshape16_out1);
        let add45_out1 = add40_out1.add(conv2d35_out1);
        let reducemean23_out1 = { add45_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub12_out1 = add45_out1.clone().sub(reducemean23_out1);
        let mul52_out1 = sub12_out1.clone().mul(sub12_out1.clone());
        let reducemean24_out1 = { mul52_out1.mean_dim(0usize).mean_dim(1usize) };
        let add46_out1 = reducemean24_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt24_out1 = add46_out1.sqrt();
        let div22_out1 = sub12_out1.div(sqrt24_out1);
        let conv2d36_out1 = self.conv2d36.forward(div22_out1);
        let conv2d37_out1 = self.conv2d37.forward(conv2d36_out1);
        let slice29_out1 = conv2d37_out1.clone().slice(s![.., 0..16, .., ..]);
        let gelu6_out1 = burn::tensor::activation::gelu(slice29_out1);
        let slice30_out1 = conv2d37_out1.slice(s![.., 16..32, .., ..]);
        let mul54_out1 = gelu6_out1.mul(slice30_out1);
        let conv2d38_out1 = self.conv2d38.forward(mul54_out1);
        let add48_out1 = add45_out1.add(conv2d38_out1);
        let reducemean25_out1 = { add48_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub13_out1 = add48_out1.clone().sub(reducemean25_out1);
        let mul55_out1 = sub13_out1.clone().mul(sub13_out1.clone());
        let reducemean26_out1 = { mul55_out1.mean_dim(0usize).mean_dim(1usize) };
        let add49_out1 = reducemean26_out1
            .add((constant6_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt25_out1 = add49_out1.sqrt();
        let div23_out1 = sub13_out1.div(sqrt25_out1);
        let conv2d39_out1 = self.conv2d39.forward(div23_out1);
        let conv2d40_out1 = self.conv2d40.forward(conv2d39_out1);
        let reshape17_out1 = conv2d40_out1.reshape([1, 6, 4, -1]);
        let slice31_out1 = reshape17_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice32_out1 = reshape17_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice33_out1 = reshape17_out1.slice(s![.., 4..6, .., ..]);
        let mul57_out1 = slice31_out1.clone().mul(slice31_out1.clone());
        let reducesum13_out1 = { mul57_out1.sum_dim(3usize) };
        let add51_out1 = reducesum13_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt26_out1 = add51_out1.sqrt();
        let mul58_out1 = slice32_out1.clone().mul(slice32_out1.clone());
        let reducesum14_out1 = { mul58_out1.sum_dim(3usize) };
        let add52_out1 = reducesum14_out1
            .add((constant18_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt27_out1 = add52_out1.sqrt();
        let transpose15_out1 = sqrt27_out1.permute([0, 1, 3, 2]);
        let mul59_out1 = sqrt26_out1.mul(transpose15_out1);
        let transpose16_out1 = slice32_out1.permute([0, 1, 3, 2]);
        let matmul13_out1 = slice31_out1.matmul(transpose16_out1);
        let div24_out1 = matmul13_out1.div(mul59_out1);
        let softmax7_out1 = burn::tensor::activation::softmax(div24_out1, 3);
        let matmul14_out1 = softmax7_out1.matmul(slice33_out1);
        let reshape18_out1 = matmul14_out1.reshape(concat5_out1);
        let conv2d41_out1 = self.conv2d41.forward(reshape18_out1);
        let add53_out1 = add48_out1.add(conv2d41_out1);
        add53_out1
    }
}
#[derive(Module, Debug)]
pub struct Submodule4 {
    conv2d42: Conv2d,
    conv2d43: Conv2d,
    conv2d44: Conv2d,
    conv2d45: Conv2d,
    conv2d46: Conv2d,
    conv2d47: Conv2d,
    conv2d48: Conv2d,
    conv2d49: Conv2d,
    conv2d50: Conv2d,
    conv2d51: Conv2d,
    conv2d52: Conv2d,
    conv2d53: Conv2d,
    #[module(skip)]
    device: Device,
}
impl Submodule4 {
    #[allow(unused_variables)]
    pub fn new(device: &Device) -> Self {
        let conv2d42 = Conv2dConfig::new([8, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d43 = Conv2dConfig::new([32, 32], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(32)
            .with_bias(false)
            .init(device);
        let conv2d44 = Conv2dConfig::new([16, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d45 = Conv2dConfig::new([8, 24], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d46 = Conv2dConfig::new([24, 24], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(24)
            .with_bias(false)
            .init(device);
        let conv2d47 = Conv2dConfig::new([8, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d48 = Conv2dConfig::new([8, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d49 = Conv2dConfig::new([32, 32], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(32)
            .with_bias(false)
            .init(device);
        let conv2d50 = Conv2dConfig::new([16, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d51 = Conv2dConfig::new([8, 24], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d52 = Conv2dConfig::new([24, 24], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(24)
            .with_bias(false)
            .init(device);
        let conv2d53 = Conv2dConfig::new([8, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        Self {
            conv2d42,
            conv2d43,
            conv2d44,
            conv2d45,
            conv2d46,
            conv2d47,
            conv2d48,
            conv2d49,
            conv2d50,
            conv2d51,
            conv2d52,
            conv2d53,
            device: device.clone(),
        }
    }
    #[allow(clippy::let_and_return, clippy::approx_constant)]
    pub fn forward(
        &self,
        add53_out1: Tensor<4>,
        constant6_out1: Tensor<1>,
        constant18_out1: Tensor<1>,
        concat5_out1: [i64; 4],
    ) -> Tensor<4> {
        let reducemean27_out1 = { add53_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub14_out1 = add53_out1.clone().sub(reducemean27_out1);
        let mul61_out1 = sub14_out1.clone().mul(sub14_out1.clone());
        let reducemean28_out1 = { mul61_out1.mean_dim(0usize).mean_dim(1usize) };
        let add54_out1 = reducemean28_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt28_out1 = add54_out1.sqrt();
        let div25_out1 = sub14_out1.div(sqrt28_out1);
        let conv2d42_out1 = self.conv2d42.forward(div25_out1);
        let conv2d43_out1 = self.conv2d43.forward(conv2d42_out1);
        let slice34_out1 = conv2d43_out1.clone().slice(s![.., 0..16, .., ..]);
        let gelu7_out1 = burn::tensor::activation::gelu(slice34_out1);
        let slice35_out1 = conv2d43_out1.slice(s![.., 16..32, .., ..]);
        let mul63_out1 = gelu7_out1.mul(slice35_out1);
        let conv2d44_out1 = self.conv2d44.forward(mul63_out1);
        let add56_out1 = add53_out1.add(conv2d44_out1);
        let reducemean29_out1 = { add56_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub15_out1 = add56_out1.clone().sub(reducemean29_out1);
        let mul64_out1 = sub15_out1.clone().mul(sub15_out1.clone());
        let reducemean30_out1 = { mul64_out1.mean_dim(0usize).mean_dim(1usize) };
        let add57_out1 = reducemean30_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt29_out1 = add57_out1.sqrt();
        let div26_out1 = sub15_out1.div(sqrt29_out1);
        let conv2d45_out1 = self.conv2d45.forward(div26_out1);
        let conv2d46_out1 = self.conv2d46.forward(conv2d45_out1);
        let reshape19_out1 = conv2d46_out1.reshape([1, 6, 4, -1]);
        let slice36_out1 = reshape19_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice37_out1 = reshape19_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice38_out1 = reshape19_out1.slice(s![.., 4..6, .., ..]);
        let mul66_out1 = slice36_out1.clone().mul(slice36_out1.clone());
        let reducesum15_out1 = { mul66_out1.sum_dim(3usize) };
        let add59_out1 = reducesum15_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt30_out1 = add59_out1.sqrt();
        let mul67_out1 = slice37_out1.clone().mul(slice37_out1.clone());
        let reducesum16_out1 = { mul67_out1.sum_dim(3usize) };
        let add60_out1 = reducesum16_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt31_out1 = add60_out1.sqrt();
        let transpose17_out1 = sqrt31_out1.permute([0, 1, 3, 2]);
        let mul68_out1 = sqrt30_out1.mul(transpose17_out1);
        let transpose18_out1 = slice37_out1.permute([0, 1, 3, 2]);
        let matmul15_out1 = slice36_out1.matmul(transpose18_out1);
        let div27_out1 = matmul15_out1.div(mul68_out1);
        let softmax8_out1 = burn::tensor::activation::softmax(div27_out1, 3);
        let matmul16_out1 = softmax8_out1.matmul(slice38_out1);
        let reshape20_out1 = matmul16_out1.reshape(concat5_out1);
        let conv2d47_out1 = self.conv2d47.forward(reshape20_out1);
        let add61_out1 = add56_out1.add(conv2d47_out1);
        let reducemean31_out1 = { add61_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub16_out1 = add61_out1.clone().sub(reducemean31_out1);
        let mul70_out1 = sub16_out1.clone().mul(sub16_out1.clone());
        let reducemean32_out1 = { mul70_out1.mean_dim(0usize).mean_dim(1usize) };
        let add62_out1 = reducemean32_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt32_out1 = add62_out1.sqrt();
        let div28_out1 = sub16_out1.div(sqrt32_out1);
        let conv2d48_out1 = self.conv2d48.forward(div28_out1);
        let conv2d49_out1 = self.conv2d49.forward(conv2d48_out1);
        let slice39_out1 = conv2d49_out1.clone().slice(s![.., 0..16, .., ..]);
        let gelu8_out1 = burn::tensor::activation::gelu(slice39_out1);
        let slice40_out1 = conv2d49_out1.slice(s![.., 16..32, .., ..]);
        let mul72_out1 = gelu8_out1.mul(slice40_out1);
        let conv2d50_out1 = self.conv2d50.forward(mul72_out1);
        let add64_out1 = add61_out1.add(conv2d50_out1);
        let reducemean33_out1 = { add64_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub17_out1 = add64_out1.clone().sub(reducemean33_out1);
        let mul73_out1 = sub17_out1.clone().mul(sub17_out1.clone());
        let reducemean34_out1 = { mul73_out1.mean_dim(0usize).mean_dim(1usize) };
        let add65_out1 = reducemean34_out1
            .add((constant6_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt33_out1 = add65_out1.sqrt();
        let div29_out1 = sub17_out1.div(sqrt33_out1);
        let conv2d51_out1 = self.conv2d51.forward(div29_out1);
        let conv2d52_out1 = self.conv2d52.forward(conv2d51_out1);
        let reshape21_out1 = conv2d52_out1.reshape([1, 6, 4, -1]);
        let slice41_out1 = reshape21_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice42_out1 = reshape21_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice43_out1 = reshape21_out1.slice(s![.., 4..6, .., ..]);
        let mul75_out1 = slice41_out1.clone().mul(slice41_out1.clone());
        let reducesum17_out1 = { mul75_out1.sum_dim(3usize) };
        let add67_out1 = reducesum17_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt34_out1 = add67_out1.sqrt();
        let mul76_out1 = slice42_out1.clone().mul(slice42_out1.clone());
        let reducesum18_out1 = { mul76_out1.sum_dim(3usize) };
        let add68_out1 = reducesum18_out1
            .add((constant18_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt35_out1 = add68_out1.sqrt();
        let transpose19_out1 = sqrt35_out1.permute([0, 1, 3, 2]);
        let mul77_out1 = sqrt34_out1.mul(transpose19_out1);
        let transpose20_out1 = slice42_out1.permute([0, 1, 3, 2]);
        let matmul17_out1 = slice41_out1.matmul(transpose20_out1);
        let div30_out1 = matmul17_out1.div(mul77_out1);
        let softmax9_out1 = burn::tensor::activation::softmax(div30_out1, 3);
        let matmul18_out1 = softmax9_out1.matmul(slice43_out1);
        let reshape22_out1 = matmul18_out1.reshape(concat5_out1);
        let conv2d53_out1 = self.conv2d53.forward(reshape22_out1);
        let add69_out1 = add64_out1.add(conv2d53_out1);
        add69_out1
    }
}
#[derive(Module, Debug)]
pub struct Submodule5 {
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
    #[module(skip)]
    device: Device,
}
impl Submodule5 {
    #[allow(unused_variables)]
    pub fn new(device: &Device) -> Self {
        let conv2d54 = Conv2dConfig::new([8, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d55 = Conv2dConfig::new([32, 32], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(32)
            .with_bias(false)
            .init(device);
        let conv2d56 = Conv2dConfig::new([16, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d57 = Conv2dConfig::new([8, 24], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d58 = Conv2dConfig::new([24, 24], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(24)
            .with_bias(false)
            .init(device);
        let conv2d59 = Conv2dConfig::new([8, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d60 = Conv2dConfig::new([8, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d61 = Conv2dConfig::new([32, 32], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(32)
            .with_bias(false)
            .init(device);
        let conv2d62 = Conv2dConfig::new([16, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d63 = Conv2dConfig::new([8, 4], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        Self {
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
            device: device.clone(),
        }
    }
    #[allow(clippy::let_and_return, clippy::approx_constant)]
    pub fn forward(
        &self,
        add69_out1: Tensor<4>,
        constant6_out1: Tensor<1>,
        constant18_out1: Tensor<1>,
        concat5_out1: [i64; 4],
        shape1_out1: [i64; 1],
    ) -> ([i64; 1], [i64; 1], Tensor<4>, Tensor<4>) {
        let reducemean35_out1 = { add69_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub18_out1 = add69_out1.clone().sub(reducemean35_out1);
        let mul79_out1 = sub18_out1.clone().mul(sub18_out1.clone());
        let reducemean36_out1 = { mul79_out1.mean_dim(0usize).mean_dim(1usize) };
        let add70_out1 = reducemean36_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt36_out1 = add70_out1.sqrt();
        let div31_out1 = sub18_out1.div(sqrt36_out1);
        let conv2d54_out1 = self.conv2d54.forward(div31_out1);
        let conv2d55_out1 = self.conv2d55.forward(conv2d54_out1);
        let slice44_out1 = conv2d55_out1.clone().slice(s![.., 0..16, .., ..]);
        let gelu9_out1 = burn::tensor::activation::gelu(slice44_out1);
        let slice45_out1 = conv2d55_out1.slice(s![.., 16..32, .., ..]);
        let mul81_out1 = gelu9_out1.mul(slice45_out1);
        let conv2d56_out1 = self.conv2d56.forward(mul81_out1);
        let add72_out1 = add69_out1.add(conv2d56_out1);
        let reducemean37_out1 = { add72_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub19_out1 = add72_out1.clone().sub(reducemean37_out1);
        let mul82_out1 = sub19_out1.clone().mul(sub19_out1.clone());
        let reducemean38_out1 = { mul82_out1.mean_dim(0usize).mean_dim(1usize) };
        let add73_out1 = reducemean38_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt37_out1 = add73_out1.sqrt();
        let div32_out1 = sub19_out1.div(sqrt37_out1);
        let conv2d57_out1 = self.conv2d57.forward(div32_out1);
        let conv2d58_out1 = self.conv2d58.forward(conv2d57_out1);
        let reshape23_out1 = conv2d58_out1.reshape([1, 6, 4, -1]);
        let slice46_out1 = reshape23_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice47_out1 = reshape23_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice48_out1 = reshape23_out1.slice(s![.., 4..6, .., ..]);
        let mul84_out1 = slice46_out1.clone().mul(slice46_out1.clone());
        let reducesum19_out1 = { mul84_out1.sum_dim(3usize) };
        let add75_out1 = reducesum19_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt38_out1 = add75_out1.sqrt();
        let mul85_out1 = slice47_out1.clone().mul(slice47_out1.clone());
        let reducesum20_out1 = { mul85_out1.sum_dim(3usize) };
        let add76_out1 = reducesum20_out1
            .add((constant18_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt39_out1 = add76_out1.sqrt();
        let transpose21_out1 = sqrt39_out1.permute([0, 1, 3, 2]);
        let mul86_out1 = sqrt38_out1.mul(transpose21_out1);
        let transpose22_out1 = slice47_out1.permute([0, 1, 3, 2]);
        let matmul19_out1 = slice46_out1.matmul(transpose22_out1);
        let div33_out1 = matmul19_out1.div(mul86_out1);
        let softmax10_out1 = burn::tensor::activation::softmax(div33_out1, 3);
        let matmul20_out1 = softmax10_out1.matmul(slice48_out1);
        let reshape24_out1 = matmul20_out1.reshape(concat5_out1);
        let conv2d59_out1 = self.conv2d59.forward(reshape24_out1);
        let add77_out1 = add72_out1.add(conv2d59_out1);
        let reducemean39_out1 = { add77_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub20_out1 = add77_out1.clone().sub(reducemean39_out1);
        let mul88_out1 = sub20_out1.clone().mul(sub20_out1.clone());
        let reducemean40_out1 = { mul88_out1.mean_dim(0usize).mean_dim(1usize) };
        let add78_out1 = reducemean40_out1
            .add((constant6_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt40_out1 = add78_out1.sqrt();
        let div34_out1 = sub20_out1.div(sqrt40_out1);
        let conv2d60_out1 = self.conv2d60.forward(div34_out1);
        let conv2d61_out1 = self.conv2d61.forward(conv2d60_out1);
        let slice49_out1 = conv2d61_out1.clone().slice(s![.., 0..16, .., ..]);
        let gelu10_out1 = burn::tensor::activation::gelu(slice49_out1);
        let slice50_out1 = conv2d61_out1.slice(s![.., 16..32, .., ..]);
        let mul90_out1 = gelu10_out1.mul(slice50_out1);
        let conv2d62_out1 = self.conv2d62.forward(mul90_out1);
        let add80_out1 = add77_out1.add(conv2d62_out1);
        let conv2d63_out1 = self.conv2d63.forward(add80_out1.clone());
        let constant15_out1: [i64; 1] = [8i64];
        let div35_out1 = {
            let __lhs = shape1_out1;
            let __rhs = constant15_out1;
            core::array::from_fn::<
                i64,
                1usize,
                _,
            >(|__i| if __rhs[__i] != 0 { __lhs[__i] / __rhs[__i] } else { __lhs[__i] })
        };
        (constant15_out1, div35_out1, conv2d63_out1, add80_out1)
    }
}
#[derive(Module, Debug)]
pub struct Submodule6 {
    conv2d64: Conv2d,
    conv2d65: Conv2d,
    conv2d66: Conv2d,
    conv2d67: Conv2d,
    conv2d68: Conv2d,
    conv2d69: Conv2d,
    conv2d70: Conv2d,
    conv2d71: Conv2d,
    conv2d72: Conv2d,
    #[module(skip)]
    device: Device,
}
impl Submodule6 {
    #[allow(unused_variables)]
    pub fn new(device: &Device) -> Self {
        let conv2d64 = Conv2dConfig::new([16, 48], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d65 = Conv2dConfig::new([48, 48], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(48)
            .with_bias(false)
            .init(device);
        let conv2d66 = Conv2dConfig::new([16, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d67 = Conv2dConfig::new([16, 64], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d68 = Conv2dConfig::new([64, 64], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(64)
            .with_bias(false)
            .init(device);
        let conv2d69 = Conv2dConfig::new([32, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d70 = Conv2dConfig::new([16, 48], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d71 = Conv2dConfig::new([48, 48], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(48)
            .with_bias(false)
            .init(device);
        let conv2d72 = Conv2dConfig::new([16, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        Self {
            conv2d64,
            conv2d65,
            conv2d66,
            conv2d67,
            conv2d68,
            conv2d69,
            conv2d70,
            conv2d71,
            conv2d72,
            device: device.clone(),
        }
    }
    #[allow(clippy::let_and_return, clippy::approx_constant)]
    pub fn forward(
        &self,
        shape2_out1: [i64; 1],
        constant15_out1: [i64; 1],
        constant20_out1: [i64; 2],
        div35_out1: [i64; 1],
        constant2_out1: [i64; 1],
        conv2d63_out1: Tensor<4>,
        constant6_out1: Tensor<1>,
        constant18_out1: Tensor<1>,
    ) -> (Tensor<4>, [i64; 4], [i64; 1]) {
        let div36_out1 = {
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
            &div35_out1[..],
            &constant2_out1[..],
            &div36_out1[..],
            &constant2_out1[..],
        ]
            .concat()
            .try_into()
            .unwrap();
        let reshape25_out1 = conv2d63_out1.reshape(concat6_out1);
        let transpose23_out1 = reshape25_out1.permute([0, 1, 3, 5, 2, 4]);
        let constant47_out1: [i64; 2] = [1i64, 16i64];
        let concat7_out1: [i64; 4usize] = [
            &constant47_out1[..],
            &div35_out1[..],
            &div36_out1[..],
        ]
            .concat()
            .try_into()
            .unwrap();
        let reshape26_out1 = transpose23_out1.reshape(concat7_out1);
        let reducemean41_out1 = {
            reshape26_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub21_out1 = reshape26_out1.clone().sub(reducemean41_out1);
        let mul91_out1 = sub21_out1.clone().mul(sub21_out1.clone());
        let reducemean42_out1 = { mul91_out1.mean_dim(0usize).mean_dim(1usize) };
        let add81_out1 = reducemean42_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt41_out1 = add81_out1.sqrt();
        let div37_out1 = sub21_out1.div(sqrt41_out1);
        let conv2d64_out1 = self.conv2d64.forward(div37_out1);
        let conv2d65_out1 = self.conv2d65.forward(conv2d64_out1);
        let reshape27_out1 = conv2d65_out1.reshape([1, 6, 8, -1]);
        let slice51_out1 = reshape27_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice52_out1 = reshape27_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice53_out1 = reshape27_out1.slice(s![.., 4..6, .., ..]);
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
        let transpose24_out1 = sqrt43_out1.permute([0, 1, 3, 2]);
        let mul95_out1 = sqrt42_out1.mul(transpose24_out1);
        let transpose25_out1 = slice52_out1.permute([0, 1, 3, 2]);
        let matmul21_out1 = slice51_out1.matmul(transpose25_out1);
        let div38_out1 = matmul21_out1.div(mul95_out1);
        let softmax11_out1 = burn::tensor::activation::softmax(div38_out1, 3);
        let matmul22_out1 = softmax11_out1.matmul(slice53_out1);
        let reshape28_out1 = matmul22_out1.reshape(concat7_out1);
        let conv2d66_out1 = self.conv2d66.forward(reshape28_out1);
        let add85_out1 = reshape26_out1.add(conv2d66_out1);
        let reducemean43_out1 = { add85_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub22_out1 = add85_out1.clone().sub(reducemean43_out1);
        let mul97_out1 = sub22_out1.clone().mul(sub22_out1.clone());
        let reducemean44_out1 = { mul97_out1.mean_dim(0usize).mean_dim(1usize) };
        let add86_out1 = reducemean44_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt44_out1 = add86_out1.sqrt();
        let div39_out1 = sub22_out1.div(sqrt44_out1);
        let conv2d67_out1 = self.conv2d67.forward(div39_out1);
        let conv2d68_out1 = self.conv2d68.forward(conv2d67_out1);
        let slice54_out1 = conv2d68_out1.clone().slice(s![.., 0..32, .., ..]);
        let gelu11_out1 = burn::tensor::activation::gelu(slice54_out1);
        let slice55_out1 = conv2d68_out1.slice(s![.., 32..64, .., ..]);
        let mul99_out1 = gelu11_out1.mul(slice55_out1);
        let conv2d69_out1 = self.conv2d69.forward(mul99_out1);
        let add88_out1 = add85_out1.add(conv2d69_out1);
        let reducemean45_out1 = { add88_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub23_out1 = add88_out1.clone().sub(reducemean45_out1);
        let mul100_out1 = sub23_out1.clone().mul(sub23_out1.clone());
        let reducemean46_out1 = { mul100_out1.mean_dim(0usize).mean_dim(1usize) };
        let add89_out1 = reducemean46_out1
            .add((constant6_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt45_out1 = add89_out1.sqrt();
        let div40_out1 = sub23_out1.div(sqrt45_out1);
        let conv2d70_out1 = self.conv2d70.forward(div40_out1);
        let conv2d71_out1 = self.conv2d71.forward(conv2d70_out1);
        let reshape29_out1 = conv2d71_out1.reshape([1, 6, 8, -1]);
        let slice56_out1 = reshape29_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice57_out1 = reshape29_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice58_out1 = reshape29_out1.slice(s![.., 4..6, .., ..]);
        let mul102_out1 = slice56_out1.clone().mul(slice56_out1.clone());
        let reducesum23_out1 = { mul102_out1.sum_dim(3usize) };
        let add91_out1 = reducesum23_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt46_out1 = add91_out1.sqrt();
        let mul103_out1 = slice57_out1.clone().mul(slice57_out1.clone());
        let reducesum24_out1 = { mul103_out1.sum_dim(3usize) };
        let add92_out1 = reducesum24_out1
            .add((constant18_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt47_out1 = add92_out1.sqrt();
        let transpose26_out1 = sqrt47_out1.permute([0, 1, 3, 2]);
        let mul104_out1 = sqrt46_out1.mul(transpose26_out1);
        let transpose27_out1 = slice57_out1.permute([0, 1, 3, 2]);
        let matmul23_out1 = slice56_out1.matmul(transpose27_out1);
        let div41_out1 = matmul23_out1.div(mul104_out1);
        let softmax12_out1 = burn::tensor::activation::softmax(div41_out1, 3);
        let matmul24_out1 = softmax12_out1.matmul(slice58_out1);
        let reshape30_out1 = matmul24_out1.reshape(concat7_out1);
        let conv2d72_out1 = self.conv2d72.forward(reshape30_out1);
        let add93_out1 = add88_out1.add(conv2d72_out1);
        (add93_out1, concat7_out1, div36_out1)
    }
}
#[derive(Module, Debug)]
pub struct Submodule7 {
    conv2d73: Conv2d,
    conv2d74: Conv2d,
    conv2d75: Conv2d,
    conv2d76: Conv2d,
    conv2d77: Conv2d,
    conv2d78: Conv2d,
    conv2d79: Conv2d,
    conv2d80: Conv2d,
    conv2d81: Conv2d,
    conv2d82: Conv2d,
    conv2d83: Conv2d,
    conv2d84: Conv2d,
    #[module(skip)]
    device: Device,
}
impl Submodule7 {
    #[allow(unused_variables)]
    pub fn new(device: &Device) -> Self {
        let conv2d73 = Conv2dConfig::new([16, 64], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d74 = Conv2dConfig::new([64, 64], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(64)
            .with_bias(false)
            .init(device);
        let conv2d75 = Conv2dConfig::new([32, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d76 = Conv2dConfig::new([16, 48], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d77 = Conv2dConfig::new([48, 48], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(48)
            .with_bias(false)
            .init(device);
        let conv2d78 = Conv2dConfig::new([16, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d79 = Conv2dConfig::new([16, 64], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d80 = Conv2dConfig::new([64, 64], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(64)
            .with_bias(false)
            .init(device);
        let conv2d81 = Conv2dConfig::new([32, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d82 = Conv2dConfig::new([16, 48], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d83 = Conv2dConfig::new([48, 48], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(48)
            .with_bias(false)
            .init(device);
        let conv2d84 = Conv2dConfig::new([16, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        Self {
            conv2d73,
            conv2d74,
            conv2d75,
            conv2d76,
            conv2d77,
            conv2d78,
            conv2d79,
            conv2d80,
            conv2d81,
            conv2d82,
            conv2d83,
            conv2d84,
            device: device.clone(),
        }
    }
    #[allow(clippy::let_and_return, clippy::approx_constant)]
    pub fn forward(
        &self,
        add93_out1: Tensor<4>,
        constant6_out1: Tensor<1>,
        constant18_out1: Tensor<1>,
        concat7_out1: [i64; 4],
    ) -> Tensor<4> {
        let reducemean47_out1 = { add93_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub24_out1 = add93_out1.clone().sub(reducemean47_out1);
        let mul106_out1 = sub24_out1.clone().mul(sub24_out1.clone());
        let reducemean48_out1 = { mul106_out1.mean_dim(0usize).mean_dim(1usize) };
        let add94_out1 = reducemean48_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt48_out1 = add94_out1.sqrt();
        let div42_out1 = sub24_out1.div(sqrt48_out1);
        let conv2d73_out1 = self.conv2d73.forward(div42_out1);
        let conv2d74_out1 = self.conv2d74.forward(conv2d73_out1);
        let slice59_out1 = conv2d74_out1.clone().slice(s![.., 0..32, .., ..]);
        let gelu12_out1 = burn::tensor::activation::gelu(slice59_out1);
        let slice60_out1 = conv2d74_out1.slice(s![.., 32..64, .., ..]);
        let mul108_out1 = gelu12_out1.mul(slice60_out1);
        let conv2d75_out1 = self.conv2d75.forward(mul108_out1);
        let add96_out1 = add93_out1.add(conv2d75_out1);
        let reducemean49_out1 = { add96_out1.clone().mean_dim(0usize).mean_dim(1usize) };
        let sub25_out1 = add96_out1.clone().sub(reducemean49_out1);
        let mul109_out1 = sub25_out1.clone().mul(sub25_out1.clone());
        let reducemean50_out1 = { mul109_out1.mean_dim(0usize).mean_dim(1usize) };
        let add97_out1 = reducemean50_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt49_out1 = add97_out1.sqrt();
        let div43_out1 = sub25_out1.div(sqrt49_out1);
        let conv2d76_out1 = self.conv2d76.forward(div43_out1);
        let conv2d77_out1 = self.conv2d77.forward(conv2d76_out1);
        let reshape31_out1 = conv2d77_out1.reshape([1, 6, 8, -1]);
        let slice61_out1 = reshape31_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice62_out1 = reshape31_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice63_out1 = reshape31_out1.slice(s![.., 4..6, .., ..]);
        let mul111_out1 = slice61_out1.clone().mul(slice61_out1.clone());
        let reducesum25_out1 = { mul111_out1.sum_dim(3usize) };
        let add99_out1 = reducesum25_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt50_out1 = add99_out1.sqrt();
        let mul112_out1 = slice62_out1.clone().mul(slice62_out1.clone());
        let reducesum26_out1 = { mul112_out1.sum_dim(3usize) };
        let add100_out1 = reducesum26_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt51_out1 = add100_out1.sqrt();
        let transpose28_out1 = sqrt51_out1.permute([0, 1, 3, 2]);
        let mul113_out1 = sqrt50_out1.mul(transpose28_out1);
        let transpose29_out1 = slice62_out1.permute([0, 1, 3, 2]);
        let matmul25_out1 = slice61_out1.matmul(transpose29_out1);
        let div44_out1 = matmul25_out1.div(mul113_out1);
        let softmax13_out1 = burn::tensor::activation::softmax(div44_out1, 3);
        let matmul26_out1 = softmax13_out1.matmul(slice63_out1);
        let reshape32_out1 = matmul26_out1.reshape(concat7_out1);
        let conv2d78_out1 = self.conv2d78.forward(reshape32_out1);
        let add101_out1 = add96_out1.add(conv2d78_out1);
        let reducemean51_out1 = {
            add101_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub26_out1 = add101_out1.clone().sub(reducemean51_out1);
        let mul115_out1 = sub26_out1.clone().mul(sub26_out1.clone());
        let reducemean52_out1 = { mul115_out1.mean_dim(0usize).mean_dim(1usize) };
        let add102_out1 = reducemean52_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt52_out1 = add102_out1.sqrt();
        let div45_out1 = sub26_out1.div(sqrt52_out1);
        let conv2d79_out1 = self.conv2d79.forward(div45_out1);
        let conv2d80_out1 = self.conv2d80.forward(conv2d79_out1);
        let slice64_out1 = conv2d80_out1.clone().slice(s![.., 0..32, .., ..]);
        let gelu13_out1 = burn::tensor::activation::gelu(slice64_out1);
        let slice65_out1 = conv2d80_out1.slice(s![.., 32..64, .., ..]);
        let mul117_out1 = gelu13_out1.mul(slice65_out1);
        let conv2d81_out1 = self.conv2d81.forward(mul117_out1);
        let add104_out1 = add101_out1.add(conv2d81_out1);
        let reducemean53_out1 = {
            add104_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub27_out1 = add104_out1.clone().sub(reducemean53_out1);
        let mul118_out1 = sub27_out1.clone().mul(sub27_out1.clone());
        let reducemean54_out1 = { mul118_out1.mean_dim(0usize).mean_dim(1usize) };
        let add105_out1 = reducemean54_out1
            .add((constant6_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt53_out1 = add105_out1.sqrt();
        let div46_out1 = sub27_out1.div(sqrt53_out1);
        let conv2d82_out1 = self.conv2d82.forward(div46_out1);
        let conv2d83_out1 = self.conv2d83.forward(conv2d82_out1);
        let reshape33_out1 = conv2d83_out1.reshape([1, 6, 8, -1]);
        let slice66_out1 = reshape33_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice67_out1 = reshape33_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice68_out1 = reshape33_out1.slice(s![.., 4..6, .., ..]);
        let mul120_out1 = slice66_out1.clone().mul(slice66_out1.clone());
        let reducesum27_out1 = { mul120_out1.sum_dim(3usize) };
        let add107_out1 = reducesum27_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt54_out1 = add107_out1.sqrt();
        let mul121_out1 = slice67_out1.clone().mul(slice67_out1.clone());
        let reducesum28_out1 = { mul121_out1.sum_dim(3usize) };
        let add108_out1 = reducesum28_out1
            .add((constant18_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt55_out1 = add108_out1.sqrt();
        let transpose30_out1 = sqrt55_out1.permute([0, 1, 3, 2]);
        let mul122_out1 = sqrt54_out1.mul(transpose30_out1);
        let transpose31_out1 = slice67_out1.permute([0, 1, 3, 2]);
        let matmul27_out1 = slice66_out1.matmul(transpose31_out1);
        let div47_out1 = matmul27_out1.div(mul122_out1);
        let softmax14_out1 = burn::tensor::activation::softmax(div47_out1, 3);
        let matmul28_out1 = softmax14_out1.matmul(slice68_out1);
        let reshape34_out1 = matmul28_out1.reshape(concat7_out1);
        let conv2d84_out1 = self.conv2d84.forward(reshape34_out1);
        let add109_out1 = add104_out1.add(conv2d84_out1);
        add109_out1
    }
}
#[derive(Module, Debug)]
pub struct Submodule8 {
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
    #[module(skip)]
    device: Device,
}
impl Submodule8 {
    #[allow(unused_variables)]
    pub fn new(device: &Device) -> Self {
        let conv2d85 = Conv2dConfig::new([16, 64], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d86 = Conv2dConfig::new([64, 64], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(64)
            .with_bias(false)
            .init(device);
        let conv2d87 = Conv2dConfig::new([32, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d88 = Conv2dConfig::new([16, 48], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d89 = Conv2dConfig::new([48, 48], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(48)
            .with_bias(false)
            .init(device);
        let conv2d90 = Conv2dConfig::new([16, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d91 = Conv2dConfig::new([16, 64], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d92 = Conv2dConfig::new([64, 64], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(64)
            .with_bias(false)
            .init(device);
        let conv2d93 = Conv2dConfig::new([32, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d94 = Conv2dConfig::new([16, 48], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d95 = Conv2dConfig::new([48, 48], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(48)
            .with_bias(false)
            .init(device);
        let conv2d96 = Conv2dConfig::new([16, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        Self {
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
            device: device.clone(),
        }
    }
    #[allow(clippy::let_and_return, clippy::approx_constant)]
    pub fn forward(
        &self,
        add109_out1: Tensor<4>,
        constant6_out1: Tensor<1>,
        constant18_out1: Tensor<1>,
        concat7_out1: [i64; 4],
    ) -> Tensor<4> {
        let reducemean55_out1 = {
            add109_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub28_out1 = add109_out1.clone().sub(reducemean55_out1);
        let mul124_out1 = sub28_out1.clone().mul(sub28_out1.clone());
        let reducemean56_out1 = { mul124_out1.mean_dim(0usize).mean_dim(1usize) };
        let add110_out1 = reducemean56_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt56_out1 = add110_out1.sqrt();
        let div48_out1 = sub28_out1.div(sqrt56_out1);
        let conv2d85_out1 = self.conv2d85.forward(div48_out1);
        let conv2d86_out1 = self.conv2d86.forward(conv2d85_out1);
        let slice69_out1 = conv2d86_out1.clone().slice(s![.., 0..32, .., ..]);
        let gelu14_out1 = burn::tensor::activation::gelu(slice69_out1);
        let slice70_out1 = conv2d86_out1.slice(s![.., 32..64, .., ..]);
        let mul126_out1 = gelu14_out1.mul(slice70_out1);
        let conv2d87_out1 = self.conv2d87.forward(mul126_out1);
        let add112_out1 = add109_out1.add(conv2d87_out1);
        let reducemean57_out1 = {
            add112_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub29_out1 = add112_out1.clone().sub(reducemean57_out1);
        let mul127_out1 = sub29_out1.clone().mul(sub29_out1.clone());
        let reducemean58_out1 = { mul127_out1.mean_dim(0usize).mean_dim(1usize) };
        let add113_out1 = reducemean58_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt57_out1 = add113_out1.sqrt();
        let div49_out1 = sub29_out1.div(sqrt57_out1);
        let conv2d88_out1 = self.conv2d88.forward(div49_out1);
        let conv2d89_out1 = self.conv2d89.forward(conv2d88_out1);
        let reshape35_out1 = conv2d89_out1.reshape([1, 6, 8, -1]);
        let slice71_out1 = reshape35_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice72_out1 = reshape35_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice73_out1 = reshape35_out1.slice(s![.., 4..6, .., ..]);
        let mul129_out1 = slice71_out1.clone().mul(slice71_out1.clone());
        let reducesum29_out1 = { mul129_out1.sum_dim(3usize) };
        let add115_out1 = reducesum29_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt58_out1 = add115_out1.sqrt();
        let mul130_out1 = slice72_out1.clone().mul(slice72_out1.clone());
        let reducesum30_out1 = { mul130_out1.sum_dim(3usize) };
        let add116_out1 = reducesum30_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt59_out1 = add116_out1.sqrt();
        let transpose32_out1 = sqrt59_out1.permute([0, 1, 3, 2]);
        let mul131_out1 = sqrt58_out1.mul(transpose32_out1);
        let transpose33_out1 = slice72_out1.permute([0, 1, 3, 2]);
        let matmul29_out1 = slice71_out1.matmul(transpose33_out1);
        let div50_out1 = matmul29_out1.div(mul131_out1);
        let softmax15_out1 = burn::tensor::activation::softmax(div50_out1, 3);
        let matmul30_out1 = softmax15_out1.matmul(slice73_out1);
        let reshape36_out1 = matmul30_out1.reshape(concat7_out1);
        let conv2d90_out1 = self.conv2d90.forward(reshape36_out1);
        let add117_out1 = add112_out1.add(conv2d90_out1);
        let reducemean59_out1 = {
            add117_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub30_out1 = add117_out1.clone().sub(reducemean59_out1);
        let mul133_out1 = sub30_out1.clone().mul(sub30_out1.clone());
        let reducemean60_out1 = { mul133_out1.mean_dim(0usize).mean_dim(1usize) };
        let add118_out1 = reducemean60_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt60_out1 = add118_out1.sqrt();
        let div51_out1 = sub30_out1.div(sqrt60_out1);
        let conv2d91_out1 = self.conv2d91.forward(div51_out1);
        let conv2d92_out1 = self.conv2d92.forward(conv2d91_out1);
        let slice74_out1 = conv2d92_out1.clone().slice(s![.., 0..32, .., ..]);
        let gelu15_out1 = burn::tensor::activation::gelu(slice74_out1);
        let slice75_out1 = conv2d92_out1.slice(s![.., 32..64, .., ..]);
        let mul135_out1 = gelu15_out1.mul(slice75_out1);
        let conv2d93_out1 = self.conv2d93.forward(mul135_out1);
        let add120_out1 = add117_out1.add(conv2d93_out1);
        let reducemean61_out1 = {
            add120_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub31_out1 = add120_out1.clone().sub(reducemean61_out1);
        let mul136_out1 = sub31_out1.clone().mul(sub31_out1.clone());
        let reducemean62_out1 = { mul136_out1.mean_dim(0usize).mean_dim(1usize) };
        let add121_out1 = reducemean62_out1
            .add((constant6_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt61_out1 = add121_out1.sqrt();
        let div52_out1 = sub31_out1.div(sqrt61_out1);
        let conv2d94_out1 = self.conv2d94.forward(div52_out1);
        let conv2d95_out1 = self.conv2d95.forward(conv2d94_out1);
        let reshape37_out1 = conv2d95_out1.reshape([1, 6, 8, -1]);
        let slice76_out1 = reshape37_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice77_out1 = reshape37_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice78_out1 = reshape37_out1.slice(s![.., 4..6, .., ..]);
        let mul138_out1 = slice76_out1.clone().mul(slice76_out1.clone());
        let reducesum31_out1 = { mul138_out1.sum_dim(3usize) };
        let add123_out1 = reducesum31_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt62_out1 = add123_out1.sqrt();
        let mul139_out1 = slice77_out1.clone().mul(slice77_out1.clone());
        let reducesum32_out1 = { mul139_out1.sum_dim(3usize) };
        let add124_out1 = reducesum32_out1
            .add((constant18_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt63_out1 = add124_out1.sqrt();
        let transpose34_out1 = sqrt63_out1.permute([0, 1, 3, 2]);
        let mul140_out1 = sqrt62_out1.mul(transpose34_out1);
        let transpose35_out1 = slice77_out1.permute([0, 1, 3, 2]);
        let matmul31_out1 = slice76_out1.matmul(transpose35_out1);
        let div53_out1 = matmul31_out1.div(mul140_out1);
        let softmax16_out1 = burn::tensor::activation::softmax(div53_out1, 3);
        let matmul32_out1 = softmax16_out1.matmul(slice78_out1);
        let reshape38_out1 = matmul32_out1.reshape(concat7_out1);
        let conv2d96_out1 = self.conv2d96.forward(reshape38_out1);
        let add125_out1 = add120_out1.add(conv2d96_out1);
        add125_out1
    }
}
#[derive(Module, Debug)]
pub struct Submodule9 {
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
    #[module(skip)]
    device: Device,
}
impl Submodule9 {
    #[allow(unused_variables)]
    pub fn new(device: &Device) -> Self {
        let conv2d97 = Conv2dConfig::new([16, 64], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d98 = Conv2dConfig::new([64, 64], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(64)
            .with_bias(false)
            .init(device);
        let conv2d99 = Conv2dConfig::new([32, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d100 = Conv2dConfig::new([16, 8], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d101 = Conv2dConfig::new([32, 96], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d102 = Conv2dConfig::new([96, 96], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(96)
            .with_bias(false)
            .init(device);
        let conv2d103 = Conv2dConfig::new([32, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d104 = Conv2dConfig::new([32, 128], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d105 = Conv2dConfig::new([128, 128], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(128)
            .with_bias(false)
            .init(device);
        let conv2d106 = Conv2dConfig::new([64, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        Self {
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
            device: device.clone(),
        }
    }
    #[allow(clippy::let_and_return, clippy::approx_constant)]
    pub fn forward(
        &self,
        add125_out1: Tensor<4>,
        constant6_out1: Tensor<1>,
        shape1_out1: [i64; 1],
        shape2_out1: [i64; 1],
        constant30_out1: [i64; 2],
        constant2_out1: [i64; 1],
        constant18_out1: Tensor<1>,
    ) -> (Tensor<4>, [i64; 4], [i64; 1], [i64; 1], Tensor<4>) {
        let reducemean63_out1 = {
            add125_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub32_out1 = add125_out1.clone().sub(reducemean63_out1);
        let mul142_out1 = sub32_out1.clone().mul(sub32_out1.clone());
        let reducemean64_out1 = { mul142_out1.mean_dim(0usize).mean_dim(1usize) };
        let add126_out1 = reducemean64_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt64_out1 = add126_out1.sqrt();
        let div54_out1 = sub32_out1.div(sqrt64_out1);
        let conv2d97_out1 = self.conv2d97.forward(div54_out1);
        let conv2d98_out1 = self.conv2d98.forward(conv2d97_out1);
        let slice79_out1 = conv2d98_out1.clone().slice(s![.., 0..32, .., ..]);
        let gelu16_out1 = burn::tensor::activation::gelu(slice79_out1);
        let slice80_out1 = conv2d98_out1.slice(s![.., 32..64, .., ..]);
        let mul144_out1 = gelu16_out1.mul(slice80_out1);
        let conv2d99_out1 = self.conv2d99.forward(mul144_out1);
        let add128_out1 = add125_out1.add(conv2d99_out1);
        let conv2d100_out1 = self.conv2d100.forward(add128_out1.clone());
        let constant26_out1: [i64; 1] = [16i64];
        let div55_out1 = {
            let __lhs = shape1_out1;
            let __rhs = constant26_out1;
            core::array::from_fn::<
                i64,
                1usize,
                _,
            >(|__i| if __rhs[__i] != 0 { __lhs[__i] / __rhs[__i] } else { __lhs[__i] })
        };
        let div56_out1 = {
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
            &div55_out1[..],
            &constant2_out1[..],
            &div56_out1[..],
            &constant2_out1[..],
        ]
            .concat()
            .try_into()
            .unwrap();
        let reshape39_out1 = conv2d100_out1.reshape(concat8_out1);
        let transpose36_out1 = reshape39_out1.permute([0, 1, 3, 5, 2, 4]);
        let constant63_out1: [i64; 2] = [1i64, 32i64];
        let concat9_out1: [i64; 4usize] = [
            &constant63_out1[..],
            &div55_out1[..],
            &div56_out1[..],
        ]
            .concat()
            .try_into()
            .unwrap();
        let reshape40_out1 = transpose36_out1.reshape(concat9_out1);
        let reducemean65_out1 = {
            reshape40_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub33_out1 = reshape40_out1.clone().sub(reducemean65_out1);
        let mul145_out1 = sub33_out1.clone().mul(sub33_out1.clone());
        let reducemean66_out1 = { mul145_out1.mean_dim(0usize).mean_dim(1usize) };
        let add129_out1 = reducemean66_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt65_out1 = add129_out1.sqrt();
        let div57_out1 = sub33_out1.div(sqrt65_out1);
        let conv2d101_out1 = self.conv2d101.forward(div57_out1);
        let conv2d102_out1 = self.conv2d102.forward(conv2d101_out1);
        let reshape41_out1 = conv2d102_out1.reshape([1, 12, 8, -1]);
        let slice81_out1 = reshape41_out1.clone().slice(s![.., 0..4, .., ..]);
        let slice82_out1 = reshape41_out1.clone().slice(s![.., 4..8, .., ..]);
        let slice83_out1 = reshape41_out1.slice(s![.., 8..12, .., ..]);
        let mul147_out1 = slice81_out1.clone().mul(slice81_out1.clone());
        let reducesum33_out1 = { mul147_out1.sum_dim(3usize) };
        let add131_out1 = reducesum33_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt66_out1 = add131_out1.sqrt();
        let mul148_out1 = slice82_out1.clone().mul(slice82_out1.clone());
        let reducesum34_out1 = { mul148_out1.sum_dim(3usize) };
        let add132_out1 = reducesum34_out1
            .add((constant18_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt67_out1 = add132_out1.sqrt();
        let transpose37_out1 = sqrt67_out1.permute([0, 1, 3, 2]);
        let mul149_out1 = sqrt66_out1.mul(transpose37_out1);
        let transpose38_out1 = slice82_out1.permute([0, 1, 3, 2]);
        let matmul33_out1 = slice81_out1.matmul(transpose38_out1);
        let div58_out1 = matmul33_out1.div(mul149_out1);
        let softmax17_out1 = burn::tensor::activation::softmax(div58_out1, 3);
        let matmul34_out1 = softmax17_out1.matmul(slice83_out1);
        let reshape42_out1 = matmul34_out1.reshape(concat9_out1);
        let conv2d103_out1 = self.conv2d103.forward(reshape42_out1);
        let add133_out1 = reshape40_out1.add(conv2d103_out1);
        let reducemean67_out1 = {
            add133_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub34_out1 = add133_out1.clone().sub(reducemean67_out1);
        let mul151_out1 = sub34_out1.clone().mul(sub34_out1.clone());
        let reducemean68_out1 = { mul151_out1.mean_dim(0usize).mean_dim(1usize) };
        let add134_out1 = reducemean68_out1
            .add((constant6_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt68_out1 = add134_out1.sqrt();
        let div59_out1 = sub34_out1.div(sqrt68_out1);
        let conv2d104_out1 = self.conv2d104.forward(div59_out1);
        let conv2d105_out1 = self.conv2d105.forward(conv2d104_out1);
        let slice84_out1 = conv2d105_out1.clone().slice(s![.., 0..64, .., ..]);
        let gelu17_out1 = burn::tensor::activation::gelu(slice84_out1);
        let slice85_out1 = conv2d105_out1.slice(s![.., 64..128, .., ..]);
        let mul153_out1 = gelu17_out1.mul(slice85_out1);
        let conv2d106_out1 = self.conv2d106.forward(mul153_out1);
        let add136_out1 = add133_out1.add(conv2d106_out1);
        (add136_out1, concat9_out1, div55_out1, div56_out1, add128_out1)
    }
}
#[derive(Module, Debug)]
pub struct Submodule10 {
    conv2d107: Conv2d,
    conv2d108: Conv2d,
    conv2d109: Conv2d,
    conv2d110: Conv2d,
    conv2d111: Conv2d,
    conv2d112: Conv2d,
    conv2d113: Conv2d,
    conv2d114: Conv2d,
    conv2d115: Conv2d,
    #[module(skip)]
    device: Device,
}
impl Submodule10 {
    #[allow(unused_variables)]
    pub fn new(device: &Device) -> Self {
        let conv2d107 = Conv2dConfig::new([32, 96], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d108 = Conv2dConfig::new([96, 96], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(96)
            .with_bias(false)
            .init(device);
        let conv2d109 = Conv2dConfig::new([32, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d110 = Conv2dConfig::new([32, 128], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d111 = Conv2dConfig::new([128, 128], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(128)
            .with_bias(false)
            .init(device);
        let conv2d112 = Conv2dConfig::new([64, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d113 = Conv2dConfig::new([32, 96], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d114 = Conv2dConfig::new([96, 96], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(96)
            .with_bias(false)
            .init(device);
        let conv2d115 = Conv2dConfig::new([32, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        Self {
            conv2d107,
            conv2d108,
            conv2d109,
            conv2d110,
            conv2d111,
            conv2d112,
            conv2d113,
            conv2d114,
            conv2d115,
            device: device.clone(),
        }
    }
    #[allow(clippy::let_and_return, clippy::approx_constant)]
    pub fn forward(
        &self,
        add136_out1: Tensor<4>,
        constant6_out1: Tensor<1>,
        constant18_out1: Tensor<1>,
        concat9_out1: [i64; 4],
    ) -> Tensor<4> {
        let reducemean69_out1 = {
            add136_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub35_out1 = add136_out1.clone().sub(reducemean69_out1);
        let mul154_out1 = sub35_out1.clone().mul(sub35_out1.clone());
        let reducemean70_out1 = { mul154_out1.mean_dim(0usize).mean_dim(1usize) };
        let add137_out1 = reducemean70_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt69_out1 = add137_out1.sqrt();
        let div60_out1 = sub35_out1.div(sqrt69_out1);
        let conv2d107_out1 = self.conv2d107.forward(div60_out1);
        let conv2d108_out1 = self.conv2d108.forward(conv2d107_out1);
        let reshape43_out1 = conv2d108_out1.reshape([1, 12, 8, -1]);
        let slice86_out1 = reshape43_out1.clone().slice(s![.., 0..4, .., ..]);
        let slice87_out1 = reshape43_out1.clone().slice(s![.., 4..8, .., ..]);
        let slice88_out1 = reshape43_out1.slice(s![.., 8..12, .., ..]);
        let mul156_out1 = slice86_out1.clone().mul(slice86_out1.clone());
        let reducesum35_out1 = { mul156_out1.sum_dim(3usize) };
        let add139_out1 = reducesum35_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt70_out1 = add139_out1.sqrt();
        let mul157_out1 = slice87_out1.clone().mul(slice87_out1.clone());
        let reducesum36_out1 = { mul157_out1.sum_dim(3usize) };
        let add140_out1 = reducesum36_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt71_out1 = add140_out1.sqrt();
        let transpose39_out1 = sqrt71_out1.permute([0, 1, 3, 2]);
        let mul158_out1 = sqrt70_out1.mul(transpose39_out1);
        let transpose40_out1 = slice87_out1.permute([0, 1, 3, 2]);
        let matmul35_out1 = slice86_out1.matmul(transpose40_out1);
        let div61_out1 = matmul35_out1.div(mul158_out1);
        let softmax18_out1 = burn::tensor::activation::softmax(div61_out1, 3);
        let matmul36_out1 = softmax18_out1.matmul(slice88_out1);
        let reshape44_out1 = matmul36_out1.reshape(concat9_out1);
        let conv2d109_out1 = self.conv2d109.forward(reshape44_out1);
        let add141_out1 = add136_out1.add(conv2d109_out1);
        let reducemean71_out1 = {
            add141_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub36_out1 = add141_out1.clone().sub(reducemean71_out1);
        let mul160_out1 = sub36_out1.clone().mul(sub36_out1.clone());
        let reducemean72_out1 = { mul160_out1.mean_dim(0usize).mean_dim(1usize) };
        let add142_out1 = reducemean72_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt72_out1 = add142_out1.sqrt();
        let div62_out1 = sub36_out1.div(sqrt72_out1);
        let conv2d110_out1 = self.conv2d110.forward(div62_out1);
        let conv2d111_out1 = self.conv2d111.forward(conv2d110_out1);
        let slice89_out1 = conv2d111_out1.clone().slice(s![.., 0..64, .., ..]);
        let gelu18_out1 = burn::tensor::activation::gelu(slice89_out1);
        let slice90_out1 = conv2d111_out1.slice(s![.., 64..128, .., ..]);
        let mul162_out1 = gelu18_out1.mul(slice90_out1);
        let conv2d112_out1 = self.conv2d112.forward(mul162_out1);
        let add144_out1 = add141_out1.add(conv2d112_out1);
        let reducemean73_out1 = {
            add144_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub37_out1 = add144_out1.clone().sub(reducemean73_out1);
        let mul163_out1 = sub37_out1.clone().mul(sub37_out1.clone());
        let reducemean74_out1 = { mul163_out1.mean_dim(0usize).mean_dim(1usize) };
        let add145_out1 = reducemean74_out1
            .add((constant6_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt73_out1 = add145_out1.sqrt();
        let div63_out1 = sub37_out1.div(sqrt73_out1);
        let conv2d113_out1 = self.conv2d113.forward(div63_out1);
        let conv2d114_out1 = self.conv2d114.forward(conv2d113_out1);
        let reshape45_out1 = conv2d114_out1.reshape([1, 12, 8, -1]);
        let slice91_out1 = reshape45_out1.clone().slice(s![.., 0..4, .., ..]);
        let slice92_out1 = reshape45_out1.clone().slice(s![.., 4..8, .., ..]);
        let slice93_out1 = reshape45_out1.slice(s![.., 8..12, .., ..]);
        let mul165_out1 = slice91_out1.clone().mul(slice91_out1.clone());
        let reducesum37_out1 = { mul165_out1.sum_dim(3usize) };
        let add147_out1 = reducesum37_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt74_out1 = add147_out1.sqrt();
        let mul166_out1 = slice92_out1.clone().mul(slice92_out1.clone());
        let reducesum38_out1 = { mul166_out1.sum_dim(3usize) };
        let add148_out1 = reducesum38_out1
            .add((constant18_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt75_out1 = add148_out1.sqrt();
        let transpose41_out1 = sqrt75_out1.permute([0, 1, 3, 2]);
        let mul167_out1 = sqrt74_out1.mul(transpose41_out1);
        let transpose42_out1 = slice92_out1.permute([0, 1, 3, 2]);
        let matmul37_out1 = slice91_out1.matmul(transpose42_out1);
        let div64_out1 = matmul37_out1.div(mul167_out1);
        let softmax19_out1 = burn::tensor::activation::softmax(div64_out1, 3);
        let matmul38_out1 = softmax19_out1.matmul(slice93_out1);
        let reshape46_out1 = matmul38_out1.reshape(concat9_out1);
        let conv2d115_out1 = self.conv2d115.forward(reshape46_out1);
        let add149_out1 = add144_out1.add(conv2d115_out1);
        add149_out1
    }
}
#[derive(Module, Debug)]
pub struct Submodule11 {
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
    conv2d145: Conv2d,
    #[module(skip)]
    device: Device,
}
impl Submodule11 {
    #[allow(unused_variables)]
    pub fn new(device: &Device) -> Self {
        let conv2d116 = Conv2dConfig::new([32, 128], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d117 = Conv2dConfig::new([128, 128], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(128)
            .with_bias(false)
            .init(device);
        let conv2d118 = Conv2dConfig::new([64, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d119 = Conv2dConfig::new([32, 96], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d120 = Conv2dConfig::new([96, 96], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(96)
            .with_bias(false)
            .init(device);
        let conv2d121 = Conv2dConfig::new([32, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d122 = Conv2dConfig::new([32, 128], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d123 = Conv2dConfig::new([128, 128], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(128)
            .with_bias(false)
            .init(device);
        let conv2d124 = Conv2dConfig::new([64, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d125 = Conv2dConfig::new([32, 96], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d126 = Conv2dConfig::new([96, 96], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(96)
            .with_bias(false)
            .init(device);
        let conv2d127 = Conv2dConfig::new([32, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d128 = Conv2dConfig::new([32, 128], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d129 = Conv2dConfig::new([128, 128], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(128)
            .with_bias(false)
            .init(device);
        let conv2d130 = Conv2dConfig::new([64, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d131 = Conv2dConfig::new([32, 96], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d132 = Conv2dConfig::new([96, 96], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(96)
            .with_bias(false)
            .init(device);
        let conv2d133 = Conv2dConfig::new([32, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d134 = Conv2dConfig::new([32, 128], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d135 = Conv2dConfig::new([128, 128], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(128)
            .with_bias(false)
            .init(device);
        let conv2d136 = Conv2dConfig::new([64, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d137 = Conv2dConfig::new([32, 96], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d138 = Conv2dConfig::new([96, 96], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(96)
            .with_bias(false)
            .init(device);
        let conv2d139 = Conv2dConfig::new([32, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d140 = Conv2dConfig::new([32, 128], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d141 = Conv2dConfig::new([128, 128], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(128)
            .with_bias(false)
            .init(device);
        let conv2d142 = Conv2dConfig::new([64, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d143 = Conv2dConfig::new([32, 96], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d144 = Conv2dConfig::new([96, 96], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(96)
            .with_bias(false)
            .init(device);
        let conv2d145 = Conv2dConfig::new([32, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        Self {
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
            conv2d145,
            device: device.clone(),
        }
    }
    #[allow(clippy::let_and_return, clippy::approx_constant)]
    pub fn forward(
        &self,
        add149_out1: Tensor<4>,
        constant6_out1: Tensor<1>,
        constant18_out1: Tensor<1>,
        concat9_out1: [i64; 4],
    ) -> Tensor<4> {
        let reducemean75_out1 = {
            add149_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub38_out1 = add149_out1.clone().sub(reducemean75_out1);
        let mul169_out1 = sub38_out1.clone().mul(sub38_out1.clone());
        let reducemean76_out1 = { mul169_out1.mean_dim(0usize).mean_dim(1usize) };
        let add150_out1 = reducemean76_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt76_out1 = add150_out1.sqrt();
        let div65_out1 = sub38_out1.div(sqrt76_out1);
        let conv2d116_out1 = self.conv2d116.forward(div65_out1);
        let conv2d117_out1 = self.conv2d117.forward(conv2d116_out1);
        let slice94_out1 = conv2d117_out1.clone().slice(s![.., 0..64, .., ..]);
        let gelu19_out1 = burn::tensor::activation::gelu(slice94_out1);
        let slice95_out1 = conv2d117_out1.slice(s![.., 64..128, .., ..]);
        let mul171_out1 = gelu19_out1.mul(slice95_out1);
        let conv2d118_out1 = self.conv2d118.forward(mul171_out1);
        let add152_out1 = add149_out1.add(conv2d118_out1);
        let reducemean77_out1 = {
            add152_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub39_out1 = add152_out1.clone().sub(reducemean77_out1);
        let mul172_out1 = sub39_out1.clone().mul(sub39_out1.clone());
        let reducemean78_out1 = { mul172_out1.mean_dim(0usize).mean_dim(1usize) };
        let add153_out1 = reducemean78_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt77_out1 = add153_out1.sqrt();
        let div66_out1 = sub39_out1.div(sqrt77_out1);
        let conv2d119_out1 = self.conv2d119.forward(div66_out1);
        let conv2d120_out1 = self.conv2d120.forward(conv2d119_out1);
        let reshape47_out1 = conv2d120_out1.reshape([1, 12, 8, -1]);
        let slice96_out1 = reshape47_out1.clone().slice(s![.., 0..4, .., ..]);
        let slice97_out1 = reshape47_out1.clone().slice(s![.., 4..8, .., ..]);
        let slice98_out1 = reshape47_out1.slice(s![.., 8..12, .., ..]);
        let mul174_out1 = slice96_out1.clone().mul(slice96_out1.clone());
        let reducesum39_out1 = { mul174_out1.sum_dim(3usize) };
        let add155_out1 = reducesum39_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt78_out1 = add155_out1.sqrt();
        let mul175_out1 = slice97_out1.clone().mul(slice97_out1.clone());
        let reducesum40_out1 = { mul175_out1.sum_dim(3usize) };
        let add156_out1 = reducesum40_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt79_out1 = add156_out1.sqrt();
        let transpose43_out1 = sqrt79_out1.permute([0, 1, 3, 2]);
        let mul176_out1 = sqrt78_out1.mul(transpose43_out1);
        let transpose44_out1 = slice97_out1.permute([0, 1, 3, 2]);
        let matmul39_out1 = slice96_out1.matmul(transpose44_out1);
        let div67_out1 = matmul39_out1.div(mul176_out1);
        let softmax20_out1 = burn::tensor::activation::softmax(div67_out1, 3);
        let matmul40_out1 = softmax20_out1.matmul(slice98_out1);
        let reshape48_out1 = matmul40_out1.reshape(concat9_out1);
        let conv2d121_out1 = self.conv2d121.forward(reshape48_out1);
        let add157_out1 = add152_out1.add(conv2d121_out1);
        let reducemean79_out1 = {
            add157_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub40_out1 = add157_out1.clone().sub(reducemean79_out1);
        let mul178_out1 = sub40_out1.clone().mul(sub40_out1.clone());
        let reducemean80_out1 = { mul178_out1.mean_dim(0usize).mean_dim(1usize) };
        let add158_out1 = reducemean80_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt80_out1 = add158_out1.sqrt();
        let div68_out1 = sub40_out1.div(sqrt80_out1);
        let conv2d122_out1 = self.conv2d122.forward(div68_out1);
        let conv2d123_out1 = self.conv2d123.forward(conv2d122_out1);
        let slice99_out1 = conv2d123_out1.clone().slice(s![.., 0..64, .., ..]);
        let gelu20_out1 = burn::tensor::activation::gelu(slice99_out1);
        let slice100_out1 = conv2d123_out1.slice(s![.., 64..128, .., ..]);
        let mul180_out1 = gelu20_out1.mul(slice100_out1);
        let conv2d124_out1 = self.conv2d124.forward(mul180_out1);
        let add160_out1 = add157_out1.add(conv2d124_out1);
        let reducemean81_out1 = {
            add160_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub41_out1 = add160_out1.clone().sub(reducemean81_out1);
        let mul181_out1 = sub41_out1.clone().mul(sub41_out1.clone());
        let reducemean82_out1 = { mul181_out1.mean_dim(0usize).mean_dim(1usize) };
        let add161_out1 = reducemean82_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt81_out1 = add161_out1.sqrt();
        let div69_out1 = sub41_out1.div(sqrt81_out1);
        let conv2d125_out1 = self.conv2d125.forward(div69_out1);
        let conv2d126_out1 = self.conv2d126.forward(conv2d125_out1);
        let reshape49_out1 = conv2d126_out1.reshape([1, 12, 8, -1]);
        let slice101_out1 = reshape49_out1.clone().slice(s![.., 0..4, .., ..]);
        let slice102_out1 = reshape49_out1.clone().slice(s![.., 4..8, .., ..]);
        let slice103_out1 = reshape49_out1.slice(s![.., 8..12, .., ..]);
        let mul183_out1 = slice101_out1.clone().mul(slice101_out1.clone());
        let reducesum41_out1 = { mul183_out1.sum_dim(3usize) };
        let add163_out1 = reducesum41_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt82_out1 = add163_out1.sqrt();
        let mul184_out1 = slice102_out1.clone().mul(slice102_out1.clone());
        let reducesum42_out1 = { mul184_out1.sum_dim(3usize) };
        let add164_out1 = reducesum42_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt83_out1 = add164_out1.sqrt();
        let transpose45_out1 = sqrt83_out1.permute([0, 1, 3, 2]);
        let mul185_out1 = sqrt82_out1.mul(transpose45_out1);
        let transpose46_out1 = slice102_out1.permute([0, 1, 3, 2]);
        let matmul41_out1 = slice101_out1.matmul(transpose46_out1);
        let div70_out1 = matmul41_out1.div(mul185_out1);
        let softmax21_out1 = burn::tensor::activation::softmax(div70_out1, 3);
        let matmul42_out1 = softmax21_out1.matmul(slice103_out1);
        let reshape50_out1 = matmul42_out1.reshape(concat9_out1);
        let conv2d127_out1 = self.conv2d127.forward(reshape50_out1);
        let add165_out1 = add160_out1.add(conv2d127_out1);
        let reducemean83_out1 = {
            add165_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub42_out1 = add165_out1.clone().sub(reducemean83_out1);
        let mul187_out1 = sub42_out1.clone().mul(sub42_out1.clone());
        let reducemean84_out1 = { mul187_out1.mean_dim(0usize).mean_dim(1usize) };
        let add166_out1 = reducemean84_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt84_out1 = add166_out1.sqrt();
        let div71_out1 = sub42_out1.div(sqrt84_out1);
        let conv2d128_out1 = self.conv2d128.forward(div71_out1);
        let conv2d129_out1 = self.conv2d129.forward(conv2d128_out1);
        let slice104_out1 = conv2d129_out1.clone().slice(s![.., 0..64, .., ..]);
        let gelu21_out1 = burn::tensor::activation::gelu(slice104_out1);
        let slice105_out1 = conv2d129_out1.slice(s![.., 64..128, .., ..]);
        let mul189_out1 = gelu21_out1.mul(slice105_out1);
        let conv2d130_out1 = self.conv2d130.forward(mul189_out1);
        let add168_out1 = add165_out1.add(conv2d130_out1);
        let reducemean85_out1 = {
            add168_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub43_out1 = add168_out1.clone().sub(reducemean85_out1);
        let mul190_out1 = sub43_out1.clone().mul(sub43_out1.clone());
        let reducemean86_out1 = { mul190_out1.mean_dim(0usize).mean_dim(1usize) };
        let add169_out1 = reducemean86_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt85_out1 = add169_out1.sqrt();
        let div72_out1 = sub43_out1.div(sqrt85_out1);
        let conv2d131_out1 = self.conv2d131.forward(div72_out1);
        let conv2d132_out1 = self.conv2d132.forward(conv2d131_out1);
        let reshape51_out1 = conv2d132_out1.reshape([1, 12, 8, -1]);
        let slice106_out1 = reshape51_out1.clone().slice(s![.., 0..4, .., ..]);
        let slice107_out1 = reshape51_out1.clone().slice(s![.., 4..8, .., ..]);
        let slice108_out1 = reshape51_out1.slice(s![.., 8..12, .., ..]);
        let mul192_out1 = slice106_out1.clone().mul(slice106_out1.clone());
        let reducesum43_out1 = { mul192_out1.sum_dim(3usize) };
        let add171_out1 = reducesum43_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt86_out1 = add171_out1.sqrt();
        let mul193_out1 = slice107_out1.clone().mul(slice107_out1.clone());
        let reducesum44_out1 = { mul193_out1.sum_dim(3usize) };
        let add172_out1 = reducesum44_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt87_out1 = add172_out1.sqrt();
        let transpose47_out1 = sqrt87_out1.permute([0, 1, 3, 2]);
        let mul194_out1 = sqrt86_out1.mul(transpose47_out1);
        let transpose48_out1 = slice107_out1.permute([0, 1, 3, 2]);
        let matmul43_out1 = slice106_out1.matmul(transpose48_out1);
        let div73_out1 = matmul43_out1.div(mul194_out1);
        let softmax22_out1 = burn::tensor::activation::softmax(div73_out1, 3);
        let matmul44_out1 = softmax22_out1.matmul(slice108_out1);
        let reshape52_out1 = matmul44_out1.reshape(concat9_out1);
        let conv2d133_out1 = self.conv2d133.forward(reshape52_out1);
        let add173_out1 = add168_out1.add(conv2d133_out1);
        let reducemean87_out1 = {
            add173_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub44_out1 = add173_out1.clone().sub(reducemean87_out1);
        let mul196_out1 = sub44_out1.clone().mul(sub44_out1.clone());
        let reducemean88_out1 = { mul196_out1.mean_dim(0usize).mean_dim(1usize) };
        let add174_out1 = reducemean88_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt88_out1 = add174_out1.sqrt();
        let div74_out1 = sub44_out1.div(sqrt88_out1);
        let conv2d134_out1 = self.conv2d134.forward(div74_out1);
        let conv2d135_out1 = self.conv2d135.forward(conv2d134_out1);
        let slice109_out1 = conv2d135_out1.clone().slice(s![.., 0..64, .., ..]);
        let gelu22_out1 = burn::tensor::activation::gelu(slice109_out1);
        let slice110_out1 = conv2d135_out1.slice(s![.., 64..128, .., ..]);
        let mul198_out1 = gelu22_out1.mul(slice110_out1);
        let conv2d136_out1 = self.conv2d136.forward(mul198_out1);
        let add176_out1 = add173_out1.add(conv2d136_out1);
        let reducemean89_out1 = {
            add176_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub45_out1 = add176_out1.clone().sub(reducemean89_out1);
        let mul199_out1 = sub45_out1.clone().mul(sub45_out1.clone());
        let reducemean90_out1 = { mul199_out1.mean_dim(0usize).mean_dim(1usize) };
        let add177_out1 = reducemean90_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt89_out1 = add177_out1.sqrt();
        let div75_out1 = sub45_out1.div(sqrt89_out1);
        let conv2d137_out1 = self.conv2d137.forward(div75_out1);
        let conv2d138_out1 = self.conv2d138.forward(conv2d137_out1);
        let reshape53_out1 = conv2d138_out1.reshape([1, 12, 8, -1]);
        let slice111_out1 = reshape53_out1.clone().slice(s![.., 0..4, .., ..]);
        let slice112_out1 = reshape53_out1.clone().slice(s![.., 4..8, .., ..]);
        let slice113_out1 = reshape53_out1.slice(s![.., 8..12, .., ..]);
        let mul201_out1 = slice111_out1.clone().mul(slice111_out1.clone());
        let reducesum45_out1 = { mul201_out1.sum_dim(3usize) };
        let add179_out1 = reducesum45_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt90_out1 = add179_out1.sqrt();
        let mul202_out1 = slice112_out1.clone().mul(slice112_out1.clone());
        let reducesum46_out1 = { mul202_out1.sum_dim(3usize) };
        let add180_out1 = reducesum46_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt91_out1 = add180_out1.sqrt();
        let transpose49_out1 = sqrt91_out1.permute([0, 1, 3, 2]);
        let mul203_out1 = sqrt90_out1.mul(transpose49_out1);
        let transpose50_out1 = slice112_out1.permute([0, 1, 3, 2]);
        let matmul45_out1 = slice111_out1.matmul(transpose50_out1);
        let div76_out1 = matmul45_out1.div(mul203_out1);
        let softmax23_out1 = burn::tensor::activation::softmax(div76_out1, 3);
        let matmul46_out1 = softmax23_out1.matmul(slice113_out1);
        let reshape54_out1 = matmul46_out1.reshape(concat9_out1);
        let conv2d139_out1 = self.conv2d139.forward(reshape54_out1);
        let add181_out1 = add176_out1.add(conv2d139_out1);
        let reducemean91_out1 = {
            add181_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub46_out1 = add181_out1.clone().sub(reducemean91_out1);
        let mul205_out1 = sub46_out1.clone().mul(sub46_out1.clone());
        let reducemean92_out1 = { mul205_out1.mean_dim(0usize).mean_dim(1usize) };
        let add182_out1 = reducemean92_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt92_out1 = add182_out1.sqrt();
        let div77_out1 = sub46_out1.div(sqrt92_out1);
        let conv2d140_out1 = self.conv2d140.forward(div77_out1);
        let conv2d141_out1 = self.conv2d141.forward(conv2d140_out1);
        let slice114_out1 = conv2d141_out1.clone().slice(s![.., 0..64, .., ..]);
        let gelu23_out1 = burn::tensor::activation::gelu(slice114_out1);
        let slice115_out1 = conv2d141_out1.slice(s![.., 64..128, .., ..]);
        let mul207_out1 = gelu23_out1.mul(slice115_out1);
        let conv2d142_out1 = self.conv2d142.forward(mul207_out1);
        let add184_out1 = add181_out1.add(conv2d142_out1);
        let reducemean93_out1 = {
            add184_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub47_out1 = add184_out1.clone().sub(reducemean93_out1);
        let mul208_out1 = sub47_out1.clone().mul(sub47_out1.clone());
        let reducemean94_out1 = { mul208_out1.mean_dim(0usize).mean_dim(1usize) };
        let add185_out1 = reducemean94_out1
            .add((constant6_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt93_out1 = add185_out1.sqrt();
        let div78_out1 = sub47_out1.div(sqrt93_out1);
        let conv2d143_out1 = self.conv2d143.forward(div78_out1);
        let conv2d144_out1 = self.conv2d144.forward(conv2d143_out1);
        let reshape55_out1 = conv2d144_out1.reshape([1, 12, 8, -1]);
        let slice116_out1 = reshape55_out1.clone().slice(s![.., 0..4, .., ..]);
        let slice117_out1 = reshape55_out1.clone().slice(s![.., 4..8, .., ..]);
        let slice118_out1 = reshape55_out1.slice(s![.., 8..12, .., ..]);
        let mul210_out1 = slice116_out1.clone().mul(slice116_out1.clone());
        let reducesum47_out1 = { mul210_out1.sum_dim(3usize) };
        let add187_out1 = reducesum47_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt94_out1 = add187_out1.sqrt();
        let mul211_out1 = slice117_out1.clone().mul(slice117_out1.clone());
        let reducesum48_out1 = { mul211_out1.sum_dim(3usize) };
        let add188_out1 = reducesum48_out1
            .add((constant18_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt95_out1 = add188_out1.sqrt();
        let transpose51_out1 = sqrt95_out1.permute([0, 1, 3, 2]);
        let mul212_out1 = sqrt94_out1.mul(transpose51_out1);
        let transpose52_out1 = slice117_out1.permute([0, 1, 3, 2]);
        let matmul47_out1 = slice116_out1.matmul(transpose52_out1);
        let div79_out1 = matmul47_out1.div(mul212_out1);
        let softmax24_out1 = burn::tensor::activation::softmax(div79_out1, 3);
        let matmul48_out1 = softmax24_out1.matmul(slice118_out1);
        let reshape56_out1 = matmul48_out1.reshape(concat9_out1);
        let conv2d145_out1 = self.conv2d145.forward(reshape56_out1);
        let add189_out1 = add184_out1.add(conv2d145_out1);
        add189_out1
    }
}
#[derive(Module, Debug)]
pub struct Submodule12 {
    conv2d146: Conv2d,
    conv2d147: Conv2d,
    conv2d148: Conv2d,
    linear1: Linear,
    constant79: burn::module::Param<Tensor<2>>,
    linear2: Linear,
    conv2d149: Conv2d,
    conv2d150: Conv2d,
    conv2d151: Conv2d,
    conv2d152: Conv2d,
    conv2d153: Conv2d,
    conv2d154: Conv2d,
    conv2d155: Conv2d,
    conv2d156: Conv2d,
    linear3: Linear,
    constant100: burn::module::Param<Tensor<2>>,
    linear4: Linear,
    conv2d157: Conv2d,
    conv2d158: Conv2d,
    conv2d159: Conv2d,
    conv2d160: Conv2d,
    conv2d161: Conv2d,
    conv2d162: Conv2d,
    conv2d163: Conv2d,
    conv2d164: Conv2d,
    conv2d165: Conv2d,
    #[module(skip)]
    device: Device,
}
impl Submodule12 {
    #[allow(unused_variables)]
    pub fn new(device: &Device) -> Self {
        let conv2d146 = Conv2dConfig::new([32, 128], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d147 = Conv2dConfig::new([128, 128], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(128)
            .with_bias(false)
            .init(device);
        let conv2d148 = Conv2dConfig::new([64, 32], [1, 1])
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
        let conv2d149 = Conv2dConfig::new([4, 4], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d150 = Conv2dConfig::new([36, 108], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d151 = Conv2dConfig::new([108, 108], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(108)
            .with_bias(false)
            .init(device);
        let conv2d152 = Conv2dConfig::new([36, 36], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d153 = Conv2dConfig::new([36, 144], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d154 = Conv2dConfig::new([144, 144], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(144)
            .with_bias(false)
            .init(device);
        let conv2d155 = Conv2dConfig::new([72, 36], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d156 = Conv2dConfig::new([36, 16], [1, 1])
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
        let conv2d157 = Conv2dConfig::new([4, 4], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d158 = Conv2dConfig::new([20, 60], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d159 = Conv2dConfig::new([60, 60], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(60)
            .with_bias(false)
            .init(device);
        let conv2d160 = Conv2dConfig::new([20, 20], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d161 = Conv2dConfig::new([20, 80], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d162 = Conv2dConfig::new([80, 80], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(80)
            .with_bias(false)
            .init(device);
        let conv2d163 = Conv2dConfig::new([40, 20], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d164 = Conv2dConfig::new([20, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d165 = Conv2dConfig::new([16, 32], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        Self {
            conv2d146,
            conv2d147,
            conv2d148,
            linear1,
            constant79,
            linear2,
            conv2d149,
            conv2d150,
            conv2d151,
            conv2d152,
            conv2d153,
            conv2d154,
            conv2d155,
            conv2d156,
            linear3,
            constant100,
            linear4,
            conv2d157,
            conv2d158,
            conv2d159,
            conv2d160,
            conv2d161,
            conv2d162,
            conv2d163,
            conv2d164,
            conv2d165,
            device: device.clone(),
        }
    }
    #[allow(clippy::let_and_return, clippy::approx_constant)]
    pub fn forward(
        &self,
        add189_out1: Tensor<4>,
        constant6_out1: Tensor<1>,
        constant20_out1: [i64; 2],
        div55_out1: [i64; 1],
        div56_out1: [i64; 1],
        constant18_out1: Tensor<1>,
        add128_out1: Tensor<4>,
        div35_out1: [i64; 1],
        div36_out1: [i64; 1],
    ) -> Tensor<4> {
        let reducemean95_out1 = {
            add189_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub48_out1 = add189_out1.clone().sub(reducemean95_out1);
        let mul214_out1 = sub48_out1.clone().mul(sub48_out1.clone());
        let reducemean96_out1 = { mul214_out1.mean_dim(0usize).mean_dim(1usize) };
        let add190_out1 = reducemean96_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt96_out1 = add190_out1.sqrt();
        let div80_out1 = sub48_out1.div(sqrt96_out1);
        let conv2d146_out1 = self.conv2d146.forward(div80_out1);
        let conv2d147_out1 = self.conv2d147.forward(conv2d146_out1);
        let slice119_out1 = conv2d147_out1.clone().slice(s![.., 0..64, .., ..]);
        let gelu24_out1 = burn::tensor::activation::gelu(slice119_out1);
        let slice120_out1 = conv2d147_out1.slice(s![.., 64..128, .., ..]);
        let mul216_out1 = gelu24_out1.mul(slice120_out1);
        let conv2d148_out1 = self.conv2d148.forward(mul216_out1);
        let add192_out1 = add189_out1.add(conv2d148_out1);
        let reducemean97_out1 = {
            add192_out1.clone().mean_dim(2usize).mean_dim(3usize)
        };
        let reshape57_out1 = reducemean97_out1.reshape([1, 32]);
        let linear1_out1 = self.linear1.forward(reshape57_out1);
        let constant79_out1 = self.constant79.val();
        let add193_out1 = linear1_out1.add(constant79_out1);
        let softmax25_out1 = burn::tensor::activation::softmax(add193_out1, 1);
        let linear2_out1 = self.linear2.forward(softmax25_out1);
        let reshape58_out1 = linear2_out1.reshape([1, 4, 2, 2]);
        let concat10_out1: [i64; 4usize] = [
            &constant20_out1[..],
            &div55_out1[..],
            &div56_out1[..],
        ]
            .concat()
            .try_into()
            .unwrap();
        let resize1_out1 = {
            let target_height = concat10_out1[2] as usize;
            let target_width = concat10_out1[3] as usize;
            burn::tensor::module::interpolate(
                reshape58_out1,
                burn::tensor::ops::InterpolateOptions::new(
                        burn::tensor::ops::InterpolateMode::Bilinear,
                    )
                    .with_output_size([target_height, target_width])
                    .with_align_corners(false),
            )
        };
        let conv2d149_out1 = self.conv2d149.forward(resize1_out1);
        let concat11_out1 = burn::tensor::Tensor::cat(
            [add192_out1, conv2d149_out1].into(),
            1,
        );
        let reducemean98_out1 = {
            concat11_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub49_out1 = concat11_out1.clone().sub(reducemean98_out1);
        let mul217_out1 = sub49_out1.clone().mul(sub49_out1.clone());
        let reducemean99_out1 = { mul217_out1.mean_dim(0usize).mean_dim(1usize) };
        let add194_out1 = reducemean99_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt97_out1 = add194_out1.sqrt();
        let div81_out1 = sub49_out1.div(sqrt97_out1);
        let conv2d150_out1 = self.conv2d150.forward(div81_out1);
        let conv2d151_out1 = self.conv2d151.forward(conv2d150_out1);
        let reshape59_out1 = conv2d151_out1.reshape([1, 12, 9, -1]);
        let slice121_out1 = reshape59_out1.clone().slice(s![.., 0..4, .., ..]);
        let slice122_out1 = reshape59_out1.clone().slice(s![.., 4..8, .., ..]);
        let slice123_out1 = reshape59_out1.slice(s![.., 8..12, .., ..]);
        let mul219_out1 = slice121_out1.clone().mul(slice121_out1.clone());
        let reducesum49_out1 = { mul219_out1.sum_dim(3usize) };
        let add196_out1 = reducesum49_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt98_out1 = add196_out1.sqrt();
        let mul220_out1 = slice122_out1.clone().mul(slice122_out1.clone());
        let reducesum50_out1 = { mul220_out1.sum_dim(3usize) };
        let add197_out1 = reducesum50_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt99_out1 = add197_out1.sqrt();
        let transpose53_out1 = sqrt99_out1.permute([0, 1, 3, 2]);
        let mul221_out1 = sqrt98_out1.mul(transpose53_out1);
        let transpose54_out1 = slice122_out1.permute([0, 1, 3, 2]);
        let matmul51_out1 = slice121_out1.matmul(transpose54_out1);
        let div82_out1 = matmul51_out1.div(mul221_out1);
        let softmax26_out1 = burn::tensor::activation::softmax(div82_out1, 3);
        let matmul52_out1 = softmax26_out1.matmul(slice123_out1);
        let constant90_out1: [i64; 2] = [1i64, 36i64];
        let concat12_out1: [i64; 4usize] = [
            &constant90_out1[..],
            &div55_out1[..],
            &div56_out1[..],
        ]
            .concat()
            .try_into()
            .unwrap();
        let reshape60_out1 = matmul52_out1.reshape(concat12_out1);
        let conv2d152_out1 = self.conv2d152.forward(reshape60_out1);
        let add198_out1 = concat11_out1.add(conv2d152_out1);
        let reducemean100_out1 = {
            add198_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub50_out1 = add198_out1.clone().sub(reducemean100_out1);
        let mul223_out1 = sub50_out1.clone().mul(sub50_out1.clone());
        let reducemean101_out1 = { mul223_out1.mean_dim(0usize).mean_dim(1usize) };
        let add199_out1 = reducemean101_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt100_out1 = add199_out1.sqrt();
        let div83_out1 = sub50_out1.div(sqrt100_out1);
        let conv2d153_out1 = self.conv2d153.forward(div83_out1);
        let conv2d154_out1 = self.conv2d154.forward(conv2d153_out1);
        let slice124_out1 = conv2d154_out1.clone().slice(s![.., 0..72, .., ..]);
        let gelu25_out1 = burn::tensor::activation::gelu(slice124_out1);
        let slice125_out1 = conv2d154_out1.slice(s![.., 72..144, .., ..]);
        let mul225_out1 = gelu25_out1.mul(slice125_out1);
        let conv2d155_out1 = self.conv2d155.forward(mul225_out1);
        let add201_out1 = add198_out1.add(conv2d155_out1);
        let conv2d156_out1 = self.conv2d156.forward(add201_out1);
        let reducemean102_out1 = {
            add128_out1.clone().mean_dim(2usize).mean_dim(3usize)
        };
        let reshape61_out1 = reducemean102_out1.reshape([1, 16]);
        let linear3_out1 = self.linear3.forward(reshape61_out1);
        let constant100_out1 = self.constant100.val();
        let add202_out1 = linear3_out1.add(constant100_out1);
        let softmax27_out1 = burn::tensor::activation::softmax(add202_out1, 1);
        let linear4_out1 = self.linear4.forward(softmax27_out1);
        let reshape62_out1 = linear4_out1.reshape([1, 4, 2, 2]);
        let concat13_out1: [i64; 4usize] = [
            &constant20_out1[..],
            &div35_out1[..],
            &div36_out1[..],
        ]
            .concat()
            .try_into()
            .unwrap();
        let resize2_out1 = {
            let target_height = concat13_out1[2] as usize;
            let target_width = concat13_out1[3] as usize;
            burn::tensor::module::interpolate(
                reshape62_out1,
                burn::tensor::ops::InterpolateOptions::new(
                        burn::tensor::ops::InterpolateMode::Bilinear,
                    )
                    .with_output_size([target_height, target_width])
                    .with_align_corners(false),
            )
        };
        let conv2d157_out1 = self.conv2d157.forward(resize2_out1);
        let concat14_out1 = burn::tensor::Tensor::cat(
            [add128_out1, conv2d157_out1].into(),
            1,
        );
        let reducemean103_out1 = {
            concat14_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub51_out1 = concat14_out1.clone().sub(reducemean103_out1);
        let mul226_out1 = sub51_out1.clone().mul(sub51_out1.clone());
        let reducemean104_out1 = { mul226_out1.mean_dim(0usize).mean_dim(1usize) };
        let add203_out1 = reducemean104_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt101_out1 = add203_out1.sqrt();
        let div84_out1 = sub51_out1.div(sqrt101_out1);
        let conv2d158_out1 = self.conv2d158.forward(div84_out1);
        let conv2d159_out1 = self.conv2d159.forward(conv2d158_out1);
        let reshape63_out1 = conv2d159_out1.reshape([1, 12, 5, -1]);
        let slice126_out1 = reshape63_out1.clone().slice(s![.., 0..4, .., ..]);
        let slice127_out1 = reshape63_out1.clone().slice(s![.., 4..8, .., ..]);
        let slice128_out1 = reshape63_out1.slice(s![.., 8..12, .., ..]);
        let mul228_out1 = slice126_out1.clone().mul(slice126_out1.clone());
        let reducesum51_out1 = { mul228_out1.sum_dim(3usize) };
        let add205_out1 = reducesum51_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt102_out1 = add205_out1.sqrt();
        let mul229_out1 = slice127_out1.clone().mul(slice127_out1.clone());
        let reducesum52_out1 = { mul229_out1.sum_dim(3usize) };
        let add206_out1 = reducesum52_out1
            .add((constant18_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt103_out1 = add206_out1.sqrt();
        let transpose55_out1 = sqrt103_out1.permute([0, 1, 3, 2]);
        let mul230_out1 = sqrt102_out1.mul(transpose55_out1);
        let transpose56_out1 = slice127_out1.permute([0, 1, 3, 2]);
        let matmul55_out1 = slice126_out1.matmul(transpose56_out1);
        let div85_out1 = matmul55_out1.div(mul230_out1);
        let softmax28_out1 = burn::tensor::activation::softmax(div85_out1, 3);
        let matmul56_out1 = softmax28_out1.matmul(slice128_out1);
        let constant110_out1: [i64; 2] = [1i64, 20i64];
        let concat15_out1: [i64; 4usize] = [
            &constant110_out1[..],
            &div35_out1[..],
            &div36_out1[..],
        ]
            .concat()
            .try_into()
            .unwrap();
        let reshape64_out1 = matmul56_out1.reshape(concat15_out1);
        let conv2d160_out1 = self.conv2d160.forward(reshape64_out1);
        let add207_out1 = concat14_out1.add(conv2d160_out1);
        let reducemean105_out1 = {
            add207_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub52_out1 = add207_out1.clone().sub(reducemean105_out1);
        let mul232_out1 = sub52_out1.clone().mul(sub52_out1.clone());
        let reducemean106_out1 = { mul232_out1.mean_dim(0usize).mean_dim(1usize) };
        let add208_out1 = reducemean106_out1
            .add((constant6_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt104_out1 = add208_out1.sqrt();
        let div86_out1 = sub52_out1.div(sqrt104_out1);
        let conv2d161_out1 = self.conv2d161.forward(div86_out1);
        let conv2d162_out1 = self.conv2d162.forward(conv2d161_out1);
        let slice129_out1 = conv2d162_out1.clone().slice(s![.., 0..40, .., ..]);
        let gelu26_out1 = burn::tensor::activation::gelu(slice129_out1);
        let slice130_out1 = conv2d162_out1.slice(s![.., 40..80, .., ..]);
        let mul234_out1 = gelu26_out1.mul(slice130_out1);
        let conv2d163_out1 = self.conv2d163.forward(mul234_out1);
        let add210_out1 = add207_out1.add(conv2d163_out1);
        let conv2d164_out1 = self.conv2d164.forward(add210_out1);
        let conv2d165_out1 = self.conv2d165.forward(conv2d156_out1);
        let depthtospace1_out1 = burn::nn::PixelShuffleConfig::new(2usize)
            .init()
            .forward(conv2d165_out1);
        let concat16_out1 = burn::tensor::Tensor::cat(
            [depthtospace1_out1, conv2d164_out1].into(),
            1,
        );
        concat16_out1
    }
}
#[derive(Module, Debug)]
pub struct Submodule13 {
    conv2d166: Conv2d,
    conv2d167: Conv2d,
    conv2d168: Conv2d,
    conv2d169: Conv2d,
    conv2d170: Conv2d,
    conv2d171: Conv2d,
    conv2d172: Conv2d,
    conv2d173: Conv2d,
    conv2d174: Conv2d,
    conv2d175: Conv2d,
    #[module(skip)]
    device: Device,
}
impl Submodule13 {
    #[allow(unused_variables)]
    pub fn new(device: &Device) -> Self {
        let conv2d166 = Conv2dConfig::new([24, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d167 = Conv2dConfig::new([16, 48], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d168 = Conv2dConfig::new([48, 48], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(48)
            .with_bias(false)
            .init(device);
        let conv2d169 = Conv2dConfig::new([16, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d170 = Conv2dConfig::new([16, 64], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d171 = Conv2dConfig::new([64, 64], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(64)
            .with_bias(false)
            .init(device);
        let conv2d172 = Conv2dConfig::new([32, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d173 = Conv2dConfig::new([16, 48], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d174 = Conv2dConfig::new([48, 48], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(48)
            .with_bias(false)
            .init(device);
        let conv2d175 = Conv2dConfig::new([16, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        Self {
            conv2d166,
            conv2d167,
            conv2d168,
            conv2d169,
            conv2d170,
            conv2d171,
            conv2d172,
            conv2d173,
            conv2d174,
            conv2d175,
            device: device.clone(),
        }
    }
    #[allow(clippy::let_and_return, clippy::approx_constant)]
    pub fn forward(
        &self,
        concat16_out1: Tensor<4>,
        constant6_out1: Tensor<1>,
        constant18_out1: Tensor<1>,
        concat7_out1: [i64; 4],
    ) -> Tensor<4> {
        let conv2d166_out1 = self.conv2d166.forward(concat16_out1);
        let reducemean107_out1 = {
            conv2d166_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub53_out1 = conv2d166_out1.clone().sub(reducemean107_out1);
        let mul235_out1 = sub53_out1.clone().mul(sub53_out1.clone());
        let reducemean108_out1 = { mul235_out1.mean_dim(0usize).mean_dim(1usize) };
        let add211_out1 = reducemean108_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt105_out1 = add211_out1.sqrt();
        let div87_out1 = sub53_out1.div(sqrt105_out1);
        let conv2d167_out1 = self.conv2d167.forward(div87_out1);
        let conv2d168_out1 = self.conv2d168.forward(conv2d167_out1);
        let reshape65_out1 = conv2d168_out1.reshape([1, 6, 8, -1]);
        let slice131_out1 = reshape65_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice132_out1 = reshape65_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice133_out1 = reshape65_out1.slice(s![.., 4..6, .., ..]);
        let mul237_out1 = slice131_out1.clone().mul(slice131_out1.clone());
        let reducesum53_out1 = { mul237_out1.sum_dim(3usize) };
        let add213_out1 = reducesum53_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt106_out1 = add213_out1.sqrt();
        let mul238_out1 = slice132_out1.clone().mul(slice132_out1.clone());
        let reducesum54_out1 = { mul238_out1.sum_dim(3usize) };
        let add214_out1 = reducesum54_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt107_out1 = add214_out1.sqrt();
        let transpose57_out1 = sqrt107_out1.permute([0, 1, 3, 2]);
        let mul239_out1 = sqrt106_out1.mul(transpose57_out1);
        let transpose58_out1 = slice132_out1.permute([0, 1, 3, 2]);
        let matmul57_out1 = slice131_out1.matmul(transpose58_out1);
        let div88_out1 = matmul57_out1.div(mul239_out1);
        let softmax29_out1 = burn::tensor::activation::softmax(div88_out1, 3);
        let matmul58_out1 = softmax29_out1.matmul(slice133_out1);
        let reshape66_out1 = matmul58_out1.reshape(concat7_out1);
        let conv2d169_out1 = self.conv2d169.forward(reshape66_out1);
        let add215_out1 = conv2d166_out1.add(conv2d169_out1);
        let reducemean109_out1 = {
            add215_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub54_out1 = add215_out1.clone().sub(reducemean109_out1);
        let mul241_out1 = sub54_out1.clone().mul(sub54_out1.clone());
        let reducemean110_out1 = { mul241_out1.mean_dim(0usize).mean_dim(1usize) };
        let add216_out1 = reducemean110_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt108_out1 = add216_out1.sqrt();
        let div89_out1 = sub54_out1.div(sqrt108_out1);
        let conv2d170_out1 = self.conv2d170.forward(div89_out1);
        let conv2d171_out1 = self.conv2d171.forward(conv2d170_out1);
        let slice134_out1 = conv2d171_out1.clone().slice(s![.., 0..32, .., ..]);
        let gelu27_out1 = burn::tensor::activation::gelu(slice134_out1);
        let slice135_out1 = conv2d171_out1.slice(s![.., 32..64, .., ..]);
        let mul243_out1 = gelu27_out1.mul(slice135_out1);
        let conv2d172_out1 = self.conv2d172.forward(mul243_out1);
        let add218_out1 = add215_out1.add(conv2d172_out1);
        let reducemean111_out1 = {
            add218_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub55_out1 = add218_out1.clone().sub(reducemean111_out1);
        let mul244_out1 = sub55_out1.clone().mul(sub55_out1.clone());
        let reducemean112_out1 = { mul244_out1.mean_dim(0usize).mean_dim(1usize) };
        let add219_out1 = reducemean112_out1
            .add((constant6_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt109_out1 = add219_out1.sqrt();
        let div90_out1 = sub55_out1.div(sqrt109_out1);
        let conv2d173_out1 = self.conv2d173.forward(div90_out1);
        let conv2d174_out1 = self.conv2d174.forward(conv2d173_out1);
        let reshape67_out1 = conv2d174_out1.reshape([1, 6, 8, -1]);
        let slice136_out1 = reshape67_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice137_out1 = reshape67_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice138_out1 = reshape67_out1.slice(s![.., 4..6, .., ..]);
        let mul246_out1 = slice136_out1.clone().mul(slice136_out1.clone());
        let reducesum55_out1 = { mul246_out1.sum_dim(3usize) };
        let add221_out1 = reducesum55_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt110_out1 = add221_out1.sqrt();
        let mul247_out1 = slice137_out1.clone().mul(slice137_out1.clone());
        let reducesum56_out1 = { mul247_out1.sum_dim(3usize) };
        let add222_out1 = reducesum56_out1
            .add((constant18_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt111_out1 = add222_out1.sqrt();
        let transpose59_out1 = sqrt111_out1.permute([0, 1, 3, 2]);
        let mul248_out1 = sqrt110_out1.mul(transpose59_out1);
        let transpose60_out1 = slice137_out1.permute([0, 1, 3, 2]);
        let matmul59_out1 = slice136_out1.matmul(transpose60_out1);
        let div91_out1 = matmul59_out1.div(mul248_out1);
        let softmax30_out1 = burn::tensor::activation::softmax(div91_out1, 3);
        let matmul60_out1 = softmax30_out1.matmul(slice138_out1);
        let reshape68_out1 = matmul60_out1.reshape(concat7_out1);
        let conv2d175_out1 = self.conv2d175.forward(reshape68_out1);
        let add223_out1 = add218_out1.add(conv2d175_out1);
        add223_out1
    }
}
#[derive(Module, Debug)]
pub struct Submodule14 {
    conv2d176: Conv2d,
    conv2d177: Conv2d,
    conv2d178: Conv2d,
    conv2d179: Conv2d,
    conv2d180: Conv2d,
    conv2d181: Conv2d,
    conv2d182: Conv2d,
    conv2d183: Conv2d,
    conv2d184: Conv2d,
    conv2d185: Conv2d,
    conv2d186: Conv2d,
    conv2d187: Conv2d,
    conv2d188: Conv2d,
    conv2d189: Conv2d,
    conv2d190: Conv2d,
    conv2d191: Conv2d,
    conv2d192: Conv2d,
    conv2d193: Conv2d,
    conv2d194: Conv2d,
    conv2d195: Conv2d,
    conv2d196: Conv2d,
    conv2d197: Conv2d,
    conv2d198: Conv2d,
    conv2d199: Conv2d,
    conv2d200: Conv2d,
    conv2d201: Conv2d,
    conv2d202: Conv2d,
    linear5: Linear,
    constant133: burn::module::Param<Tensor<2>>,
    linear6: Linear,
    conv2d203: Conv2d,
    conv2d204: Conv2d,
    conv2d205: Conv2d,
    conv2d206: Conv2d,
    #[module(skip)]
    device: Device,
}
impl Submodule14 {
    #[allow(unused_variables)]
    pub fn new(device: &Device) -> Self {
        let conv2d176 = Conv2dConfig::new([16, 64], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d177 = Conv2dConfig::new([64, 64], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(64)
            .with_bias(false)
            .init(device);
        let conv2d178 = Conv2dConfig::new([32, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d179 = Conv2dConfig::new([16, 48], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d180 = Conv2dConfig::new([48, 48], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(48)
            .with_bias(false)
            .init(device);
        let conv2d181 = Conv2dConfig::new([16, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d182 = Conv2dConfig::new([16, 64], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d183 = Conv2dConfig::new([64, 64], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(64)
            .with_bias(false)
            .init(device);
        let conv2d184 = Conv2dConfig::new([32, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d185 = Conv2dConfig::new([16, 48], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d186 = Conv2dConfig::new([48, 48], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(48)
            .with_bias(false)
            .init(device);
        let conv2d187 = Conv2dConfig::new([16, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d188 = Conv2dConfig::new([16, 64], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d189 = Conv2dConfig::new([64, 64], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(64)
            .with_bias(false)
            .init(device);
        let conv2d190 = Conv2dConfig::new([32, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d191 = Conv2dConfig::new([16, 48], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d192 = Conv2dConfig::new([48, 48], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(48)
            .with_bias(false)
            .init(device);
        let conv2d193 = Conv2dConfig::new([16, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d194 = Conv2dConfig::new([16, 64], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d195 = Conv2dConfig::new([64, 64], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(64)
            .with_bias(false)
            .init(device);
        let conv2d196 = Conv2dConfig::new([32, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d197 = Conv2dConfig::new([16, 48], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d198 = Conv2dConfig::new([48, 48], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(48)
            .with_bias(false)
            .init(device);
        let conv2d199 = Conv2dConfig::new([16, 16], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d200 = Conv2dConfig::new([16, 64], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d201 = Conv2dConfig::new([64, 64], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(64)
            .with_bias(false)
            .init(device);
        let conv2d202 = Conv2dConfig::new([32, 16], [1, 1])
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
        let conv2d203 = Conv2dConfig::new([4, 4], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d204 = Conv2dConfig::new([12, 36], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d205 = Conv2dConfig::new([36, 36], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(36)
            .with_bias(false)
            .init(device);
        let conv2d206 = Conv2dConfig::new([12, 12], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        Self {
            conv2d176,
            conv2d177,
            conv2d178,
            conv2d179,
            conv2d180,
            conv2d181,
            conv2d182,
            conv2d183,
            conv2d184,
            conv2d185,
            conv2d186,
            conv2d187,
            conv2d188,
            conv2d189,
            conv2d190,
            conv2d191,
            conv2d192,
            conv2d193,
            conv2d194,
            conv2d195,
            conv2d196,
            conv2d197,
            conv2d198,
            conv2d199,
            conv2d200,
            conv2d201,
            conv2d202,
            linear5,
            constant133,
            linear6,
            conv2d203,
            conv2d204,
            conv2d205,
            conv2d206,
            device: device.clone(),
        }
    }
    #[allow(clippy::let_and_return, clippy::approx_constant)]
    pub fn forward(
        &self,
        add223_out1: Tensor<4>,
        constant6_out1: Tensor<1>,
        constant18_out1: Tensor<1>,
        concat7_out1: [i64; 4],
        add80_out1: Tensor<4>,
        constant20_out1: [i64; 2],
        div15_out1: [i64; 1],
        div16_out1: [i64; 1],
        constant3_out1: [i64; 2],
    ) -> (Tensor<4>, Tensor<4>) {
        let reducemean113_out1 = {
            add223_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub56_out1 = add223_out1.clone().sub(reducemean113_out1);
        let mul250_out1 = sub56_out1.clone().mul(sub56_out1.clone());
        let reducemean114_out1 = { mul250_out1.mean_dim(0usize).mean_dim(1usize) };
        let add224_out1 = reducemean114_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt112_out1 = add224_out1.sqrt();
        let div92_out1 = sub56_out1.div(sqrt112_out1);
        let conv2d176_out1 = self.conv2d176.forward(div92_out1);
        let conv2d177_out1 = self.conv2d177.forward(conv2d176_out1);
        let slice139_out1 = conv2d177_out1.clone().slice(s![.., 0..32, .., ..]);
        let gelu28_out1 = burn::tensor::activation::gelu(slice139_out1);
        let slice140_out1 = conv2d177_out1.slice(s![.., 32..64, .., ..]);
        let mul252_out1 = gelu28_out1.mul(slice140_out1);
        let conv2d178_out1 = self.conv2d178.forward(mul252_out1);
        let add226_out1 = add223_out1.add(conv2d178_out1);
        let reducemean115_out1 = {
            add226_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub57_out1 = add226_out1.clone().sub(reducemean115_out1);
        let mul253_out1 = sub57_out1.clone().mul(sub57_out1.clone());
        let reducemean116_out1 = { mul253_out1.mean_dim(0usize).mean_dim(1usize) };
        let add227_out1 = reducemean116_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt113_out1 = add227_out1.sqrt();
        let div93_out1 = sub57_out1.div(sqrt113_out1);
        let conv2d179_out1 = self.conv2d179.forward(div93_out1);
        let conv2d180_out1 = self.conv2d180.forward(conv2d179_out1);
        let reshape69_out1 = conv2d180_out1.reshape([1, 6, 8, -1]);
        let slice141_out1 = reshape69_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice142_out1 = reshape69_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice143_out1 = reshape69_out1.slice(s![.., 4..6, .., ..]);
        let mul255_out1 = slice141_out1.clone().mul(slice141_out1.clone());
        let reducesum57_out1 = { mul255_out1.sum_dim(3usize) };
        let add229_out1 = reducesum57_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt114_out1 = add229_out1.sqrt();
        let mul256_out1 = slice142_out1.clone().mul(slice142_out1.clone());
        let reducesum58_out1 = { mul256_out1.sum_dim(3usize) };
        let add230_out1 = reducesum58_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt115_out1 = add230_out1.sqrt();
        let transpose61_out1 = sqrt115_out1.permute([0, 1, 3, 2]);
        let mul257_out1 = sqrt114_out1.mul(transpose61_out1);
        let transpose62_out1 = slice142_out1.permute([0, 1, 3, 2]);
        let matmul61_out1 = slice141_out1.matmul(transpose62_out1);
        let div94_out1 = matmul61_out1.div(mul257_out1);
        let softmax31_out1 = burn::tensor::activation::softmax(div94_out1, 3);
        let matmul62_out1 = softmax31_out1.matmul(slice143_out1);
        let reshape70_out1 = matmul62_out1.reshape(concat7_out1);
        let conv2d181_out1 = self.conv2d181.forward(reshape70_out1);
        let add231_out1 = add226_out1.add(conv2d181_out1);
        let reducemean117_out1 = {
            add231_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub58_out1 = add231_out1.clone().sub(reducemean117_out1);
        let mul259_out1 = sub58_out1.clone().mul(sub58_out1.clone());
        let reducemean118_out1 = { mul259_out1.mean_dim(0usize).mean_dim(1usize) };
        let add232_out1 = reducemean118_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt116_out1 = add232_out1.sqrt();
        let div95_out1 = sub58_out1.div(sqrt116_out1);
        let conv2d182_out1 = self.conv2d182.forward(div95_out1);
        let conv2d183_out1 = self.conv2d183.forward(conv2d182_out1);
        let slice144_out1 = conv2d183_out1.clone().slice(s![.., 0..32, .., ..]);
        let gelu29_out1 = burn::tensor::activation::gelu(slice144_out1);
        let slice145_out1 = conv2d183_out1.slice(s![.., 32..64, .., ..]);
        let mul261_out1 = gelu29_out1.mul(slice145_out1);
        let conv2d184_out1 = self.conv2d184.forward(mul261_out1);
        let add234_out1 = add231_out1.add(conv2d184_out1);
        let reducemean119_out1 = {
            add234_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub59_out1 = add234_out1.clone().sub(reducemean119_out1);
        let mul262_out1 = sub59_out1.clone().mul(sub59_out1.clone());
        let reducemean120_out1 = { mul262_out1.mean_dim(0usize).mean_dim(1usize) };
        let add235_out1 = reducemean120_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt117_out1 = add235_out1.sqrt();
        let div96_out1 = sub59_out1.div(sqrt117_out1);
        let conv2d185_out1 = self.conv2d185.forward(div96_out1);
        let conv2d186_out1 = self.conv2d186.forward(conv2d185_out1);
        let reshape71_out1 = conv2d186_out1.reshape([1, 6, 8, -1]);
        let slice146_out1 = reshape71_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice147_out1 = reshape71_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice148_out1 = reshape71_out1.slice(s![.., 4..6, .., ..]);
        let mul264_out1 = slice146_out1.clone().mul(slice146_out1.clone());
        let reducesum59_out1 = { mul264_out1.sum_dim(3usize) };
        let add237_out1 = reducesum59_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt118_out1 = add237_out1.sqrt();
        let mul265_out1 = slice147_out1.clone().mul(slice147_out1.clone());
        let reducesum60_out1 = { mul265_out1.sum_dim(3usize) };
        let add238_out1 = reducesum60_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt119_out1 = add238_out1.sqrt();
        let transpose63_out1 = sqrt119_out1.permute([0, 1, 3, 2]);
        let mul266_out1 = sqrt118_out1.mul(transpose63_out1);
        let transpose64_out1 = slice147_out1.permute([0, 1, 3, 2]);
        let matmul63_out1 = slice146_out1.matmul(transpose64_out1);
        let div97_out1 = matmul63_out1.div(mul266_out1);
        let softmax32_out1 = burn::tensor::activation::softmax(div97_out1, 3);
        let matmul64_out1 = softmax32_out1.matmul(slice148_out1);
        let reshape72_out1 = matmul64_out1.reshape(concat7_out1);
        let conv2d187_out1 = self.conv2d187.forward(reshape72_out1);
        let add239_out1 = add234_out1.add(conv2d187_out1);
        let reducemean121_out1 = {
            add239_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub60_out1 = add239_out1.clone().sub(reducemean121_out1);
        let mul268_out1 = sub60_out1.clone().mul(sub60_out1.clone());
        let reducemean122_out1 = { mul268_out1.mean_dim(0usize).mean_dim(1usize) };
        let add240_out1 = reducemean122_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt120_out1 = add240_out1.sqrt();
        let div98_out1 = sub60_out1.div(sqrt120_out1);
        let conv2d188_out1 = self.conv2d188.forward(div98_out1);
        let conv2d189_out1 = self.conv2d189.forward(conv2d188_out1);
        let slice149_out1 = conv2d189_out1.clone().slice(s![.., 0..32, .., ..]);
        let gelu30_out1 = burn::tensor::activation::gelu(slice149_out1);
        let slice150_out1 = conv2d189_out1.slice(s![.., 32..64, .., ..]);
        let mul270_out1 = gelu30_out1.mul(slice150_out1);
        let conv2d190_out1 = self.conv2d190.forward(mul270_out1);
        let add242_out1 = add239_out1.add(conv2d190_out1);
        let reducemean123_out1 = {
            add242_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub61_out1 = add242_out1.clone().sub(reducemean123_out1);
        let mul271_out1 = sub61_out1.clone().mul(sub61_out1.clone());
        let reducemean124_out1 = { mul271_out1.mean_dim(0usize).mean_dim(1usize) };
        let add243_out1 = reducemean124_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt121_out1 = add243_out1.sqrt();
        let div99_out1 = sub61_out1.div(sqrt121_out1);
        let conv2d191_out1 = self.conv2d191.forward(div99_out1);
        let conv2d192_out1 = self.conv2d192.forward(conv2d191_out1);
        let reshape73_out1 = conv2d192_out1.reshape([1, 6, 8, -1]);
        let slice151_out1 = reshape73_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice152_out1 = reshape73_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice153_out1 = reshape73_out1.slice(s![.., 4..6, .., ..]);
        let mul273_out1 = slice151_out1.clone().mul(slice151_out1.clone());
        let reducesum61_out1 = { mul273_out1.sum_dim(3usize) };
        let add245_out1 = reducesum61_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt122_out1 = add245_out1.sqrt();
        let mul274_out1 = slice152_out1.clone().mul(slice152_out1.clone());
        let reducesum62_out1 = { mul274_out1.sum_dim(3usize) };
        let add246_out1 = reducesum62_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt123_out1 = add246_out1.sqrt();
        let transpose65_out1 = sqrt123_out1.permute([0, 1, 3, 2]);
        let mul275_out1 = sqrt122_out1.mul(transpose65_out1);
        let transpose66_out1 = slice152_out1.permute([0, 1, 3, 2]);
        let matmul65_out1 = slice151_out1.matmul(transpose66_out1);
        let div100_out1 = matmul65_out1.div(mul275_out1);
        let softmax33_out1 = burn::tensor::activation::softmax(div100_out1, 3);
        let matmul66_out1 = softmax33_out1.matmul(slice153_out1);
        let reshape74_out1 = matmul66_out1.reshape(concat7_out1);
        let conv2d193_out1 = self.conv2d193.forward(reshape74_out1);
        let add247_out1 = add242_out1.add(conv2d193_out1);
        let reducemean125_out1 = {
            add247_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub62_out1 = add247_out1.clone().sub(reducemean125_out1);
        let mul277_out1 = sub62_out1.clone().mul(sub62_out1.clone());
        let reducemean126_out1 = { mul277_out1.mean_dim(0usize).mean_dim(1usize) };
        let add248_out1 = reducemean126_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt124_out1 = add248_out1.sqrt();
        let div101_out1 = sub62_out1.div(sqrt124_out1);
        let conv2d194_out1 = self.conv2d194.forward(div101_out1);
        let conv2d195_out1 = self.conv2d195.forward(conv2d194_out1);
        let slice154_out1 = conv2d195_out1.clone().slice(s![.., 0..32, .., ..]);
        let gelu31_out1 = burn::tensor::activation::gelu(slice154_out1);
        let slice155_out1 = conv2d195_out1.slice(s![.., 32..64, .., ..]);
        let mul279_out1 = gelu31_out1.mul(slice155_out1);
        let conv2d196_out1 = self.conv2d196.forward(mul279_out1);
        let add250_out1 = add247_out1.add(conv2d196_out1);
        let reducemean127_out1 = {
            add250_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub63_out1 = add250_out1.clone().sub(reducemean127_out1);
        let mul280_out1 = sub63_out1.clone().mul(sub63_out1.clone());
        let reducemean128_out1 = { mul280_out1.mean_dim(0usize).mean_dim(1usize) };
        let add251_out1 = reducemean128_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt125_out1 = add251_out1.sqrt();
        let div102_out1 = sub63_out1.div(sqrt125_out1);
        let conv2d197_out1 = self.conv2d197.forward(div102_out1);
        let conv2d198_out1 = self.conv2d198.forward(conv2d197_out1);
        let reshape75_out1 = conv2d198_out1.reshape([1, 6, 8, -1]);
        let slice156_out1 = reshape75_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice157_out1 = reshape75_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice158_out1 = reshape75_out1.slice(s![.., 4..6, .., ..]);
        let mul282_out1 = slice156_out1.clone().mul(slice156_out1.clone());
        let reducesum63_out1 = { mul282_out1.sum_dim(3usize) };
        let add253_out1 = reducesum63_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt126_out1 = add253_out1.sqrt();
        let mul283_out1 = slice157_out1.clone().mul(slice157_out1.clone());
        let reducesum64_out1 = { mul283_out1.sum_dim(3usize) };
        let add254_out1 = reducesum64_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt127_out1 = add254_out1.sqrt();
        let transpose67_out1 = sqrt127_out1.permute([0, 1, 3, 2]);
        let mul284_out1 = sqrt126_out1.mul(transpose67_out1);
        let transpose68_out1 = slice157_out1.permute([0, 1, 3, 2]);
        let matmul67_out1 = slice156_out1.matmul(transpose68_out1);
        let div103_out1 = matmul67_out1.div(mul284_out1);
        let softmax34_out1 = burn::tensor::activation::softmax(div103_out1, 3);
        let matmul68_out1 = softmax34_out1.matmul(slice158_out1);
        let reshape76_out1 = matmul68_out1.reshape(concat7_out1);
        let conv2d199_out1 = self.conv2d199.forward(reshape76_out1);
        let add255_out1 = add250_out1.add(conv2d199_out1);
        let reducemean129_out1 = {
            add255_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub64_out1 = add255_out1.clone().sub(reducemean129_out1);
        let mul286_out1 = sub64_out1.clone().mul(sub64_out1.clone());
        let reducemean130_out1 = { mul286_out1.mean_dim(0usize).mean_dim(1usize) };
        let add256_out1 = reducemean130_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt128_out1 = add256_out1.sqrt();
        let div104_out1 = sub64_out1.div(sqrt128_out1);
        let conv2d200_out1 = self.conv2d200.forward(div104_out1);
        let conv2d201_out1 = self.conv2d201.forward(conv2d200_out1);
        let slice159_out1 = conv2d201_out1.clone().slice(s![.., 0..32, .., ..]);
        let gelu32_out1 = burn::tensor::activation::gelu(slice159_out1);
        let slice160_out1 = conv2d201_out1.slice(s![.., 32..64, .., ..]);
        let mul288_out1 = gelu32_out1.mul(slice160_out1);
        let conv2d202_out1 = self.conv2d202.forward(mul288_out1);
        let add258_out1 = add255_out1.add(conv2d202_out1);
        let reducemean131_out1 = {
            add80_out1.clone().mean_dim(2usize).mean_dim(3usize)
        };
        let reshape77_out1 = reducemean131_out1.reshape([1, 8]);
        let linear5_out1 = self.linear5.forward(reshape77_out1);
        let constant133_out1 = self.constant133.val();
        let add259_out1 = linear5_out1.add(constant133_out1);
        let softmax35_out1 = burn::tensor::activation::softmax(add259_out1, 1);
        let linear6_out1 = self.linear6.forward(softmax35_out1);
        let reshape78_out1 = linear6_out1.reshape([1, 4, 4, 4]);
        let concat17_out1: [i64; 4usize] = [
            &constant20_out1[..],
            &div15_out1[..],
            &div16_out1[..],
        ]
            .concat()
            .try_into()
            .unwrap();
        let resize3_out1 = {
            let target_height = concat17_out1[2] as usize;
            let target_width = concat17_out1[3] as usize;
            burn::tensor::module::interpolate(
                reshape78_out1,
                burn::tensor::ops::InterpolateOptions::new(
                        burn::tensor::ops::InterpolateMode::Bilinear,
                    )
                    .with_output_size([target_height, target_width])
                    .with_align_corners(false),
            )
        };
        let conv2d203_out1 = self.conv2d203.forward(resize3_out1);
        let concat18_out1 = burn::tensor::Tensor::cat(
            [add80_out1, conv2d203_out1].into(),
            1,
        );
        let reducemean132_out1 = {
            concat18_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub65_out1 = concat18_out1.clone().sub(reducemean132_out1);
        let mul289_out1 = sub65_out1.clone().mul(sub65_out1.clone());
        let reducemean133_out1 = { mul289_out1.mean_dim(0usize).mean_dim(1usize) };
        let add260_out1 = reducemean133_out1
            .add((constant6_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt129_out1 = add260_out1.sqrt();
        let div105_out1 = sub65_out1.div(sqrt129_out1);
        let conv2d204_out1 = self.conv2d204.forward(div105_out1);
        let conv2d205_out1 = self.conv2d205.forward(conv2d204_out1);
        let reshape79_out1 = conv2d205_out1.reshape([1, 12, 3, -1]);
        let slice161_out1 = reshape79_out1.clone().slice(s![.., 0..4, .., ..]);
        let slice162_out1 = reshape79_out1.clone().slice(s![.., 4..8, .., ..]);
        let slice163_out1 = reshape79_out1.slice(s![.., 8..12, .., ..]);
        let mul291_out1 = slice161_out1.clone().mul(slice161_out1.clone());
        let reducesum65_out1 = { mul291_out1.sum_dim(3usize) };
        let add262_out1 = reducesum65_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt130_out1 = add262_out1.sqrt();
        let mul292_out1 = slice162_out1.clone().mul(slice162_out1.clone());
        let reducesum66_out1 = { mul292_out1.sum_dim(3usize) };
        let add263_out1 = reducesum66_out1
            .add((constant18_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt131_out1 = add263_out1.sqrt();
        let transpose69_out1 = sqrt131_out1.permute([0, 1, 3, 2]);
        let mul293_out1 = sqrt130_out1.mul(transpose69_out1);
        let transpose70_out1 = slice162_out1.permute([0, 1, 3, 2]);
        let matmul71_out1 = slice161_out1.matmul(transpose70_out1);
        let div106_out1 = matmul71_out1.div(mul293_out1);
        let softmax36_out1 = burn::tensor::activation::softmax(div106_out1, 3);
        let matmul72_out1 = softmax36_out1.matmul(slice163_out1);
        let concat19_out1: [i64; 4usize] = [
            &constant3_out1[..],
            &div15_out1[..],
            &div16_out1[..],
        ]
            .concat()
            .try_into()
            .unwrap();
        let reshape80_out1 = matmul72_out1.reshape(concat19_out1);
        let conv2d206_out1 = self.conv2d206.forward(reshape80_out1);
        let add264_out1 = concat18_out1.add(conv2d206_out1);
        (add264_out1, add258_out1)
    }
}
#[derive(Module, Debug)]
pub struct Submodule15 {
    conv2d207: Conv2d,
    conv2d208: Conv2d,
    conv2d209: Conv2d,
    conv2d210: Conv2d,
    conv2d211: Conv2d,
    conv2d212: Conv2d,
    conv2d213: Conv2d,
    conv2d214: Conv2d,
    conv2d215: Conv2d,
    conv2d216: Conv2d,
    conv2d217: Conv2d,
    conv2d218: Conv2d,
    #[module(skip)]
    device: Device,
}
impl Submodule15 {
    #[allow(unused_variables)]
    pub fn new(device: &Device) -> Self {
        let conv2d207 = Conv2dConfig::new([12, 48], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d208 = Conv2dConfig::new([48, 48], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(48)
            .with_bias(false)
            .init(device);
        let conv2d209 = Conv2dConfig::new([24, 12], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d210 = Conv2dConfig::new([12, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d211 = Conv2dConfig::new([16, 32], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d212 = Conv2dConfig::new([16, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d213 = Conv2dConfig::new([8, 24], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d214 = Conv2dConfig::new([24, 24], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(24)
            .with_bias(false)
            .init(device);
        let conv2d215 = Conv2dConfig::new([8, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d216 = Conv2dConfig::new([8, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d217 = Conv2dConfig::new([32, 32], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(32)
            .with_bias(false)
            .init(device);
        let conv2d218 = Conv2dConfig::new([16, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        Self {
            conv2d207,
            conv2d208,
            conv2d209,
            conv2d210,
            conv2d211,
            conv2d212,
            conv2d213,
            conv2d214,
            conv2d215,
            conv2d216,
            conv2d217,
            conv2d218,
            device: device.clone(),
        }
    }
    #[allow(clippy::let_and_return, clippy::approx_constant)]
    pub fn forward(
        &self,
        add264_out1: Tensor<4>,
        constant6_out1: Tensor<1>,
        add258_out1: Tensor<4>,
        constant18_out1: Tensor<1>,
        concat5_out1: [i64; 4],
    ) -> Tensor<4> {
        let reducemean134_out1 = {
            add264_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub66_out1 = add264_out1.clone().sub(reducemean134_out1);
        let mul295_out1 = sub66_out1.clone().mul(sub66_out1.clone());
        let reducemean135_out1 = { mul295_out1.mean_dim(0usize).mean_dim(1usize) };
        let add265_out1 = reducemean135_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt132_out1 = add265_out1.sqrt();
        let div107_out1 = sub66_out1.div(sqrt132_out1);
        let conv2d207_out1 = self.conv2d207.forward(div107_out1);
        let conv2d208_out1 = self.conv2d208.forward(conv2d207_out1);
        let slice164_out1 = conv2d208_out1.clone().slice(s![.., 0..24, .., ..]);
        let gelu33_out1 = burn::tensor::activation::gelu(slice164_out1);
        let slice165_out1 = conv2d208_out1.slice(s![.., 24..48, .., ..]);
        let mul297_out1 = gelu33_out1.mul(slice165_out1);
        let conv2d209_out1 = self.conv2d209.forward(mul297_out1);
        let add267_out1 = add264_out1.add(conv2d209_out1);
        let conv2d210_out1 = self.conv2d210.forward(add267_out1);
        let conv2d211_out1 = self.conv2d211.forward(add258_out1);
        let depthtospace2_out1 = burn::nn::PixelShuffleConfig::new(2usize)
            .init()
            .forward(conv2d211_out1);
        let concat20_out1 = burn::tensor::Tensor::cat(
            [depthtospace2_out1, conv2d210_out1].into(),
            1,
        );
        let conv2d212_out1 = self.conv2d212.forward(concat20_out1);
        let reducemean136_out1 = {
            conv2d212_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub67_out1 = conv2d212_out1.clone().sub(reducemean136_out1);
        let mul298_out1 = sub67_out1.clone().mul(sub67_out1.clone());
        let reducemean137_out1 = { mul298_out1.mean_dim(0usize).mean_dim(1usize) };
        let add268_out1 = reducemean137_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt133_out1 = add268_out1.sqrt();
        let div108_out1 = sub67_out1.div(sqrt133_out1);
        let conv2d213_out1 = self.conv2d213.forward(div108_out1);
        let conv2d214_out1 = self.conv2d214.forward(conv2d213_out1);
        let reshape81_out1 = conv2d214_out1.reshape([1, 6, 4, -1]);
        let slice166_out1 = reshape81_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice167_out1 = reshape81_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice168_out1 = reshape81_out1.slice(s![.., 4..6, .., ..]);
        let mul300_out1 = slice166_out1.clone().mul(slice166_out1.clone());
        let reducesum67_out1 = { mul300_out1.sum_dim(3usize) };
        let add270_out1 = reducesum67_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt134_out1 = add270_out1.sqrt();
        let mul301_out1 = slice167_out1.clone().mul(slice167_out1.clone());
        let reducesum68_out1 = { mul301_out1.sum_dim(3usize) };
        let add271_out1 = reducesum68_out1
            .add((constant18_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt135_out1 = add271_out1.sqrt();
        let transpose71_out1 = sqrt135_out1.permute([0, 1, 3, 2]);
        let mul302_out1 = sqrt134_out1.mul(transpose71_out1);
        let transpose72_out1 = slice167_out1.permute([0, 1, 3, 2]);
        let matmul73_out1 = slice166_out1.matmul(transpose72_out1);
        let div109_out1 = matmul73_out1.div(mul302_out1);
        let softmax37_out1 = burn::tensor::activation::softmax(div109_out1, 3);
        let matmul74_out1 = softmax37_out1.matmul(slice168_out1);
        let reshape82_out1 = matmul74_out1.reshape(concat5_out1);
        let conv2d215_out1 = self.conv2d215.forward(reshape82_out1);
        let add272_out1 = conv2d212_out1.add(conv2d215_out1);
        let reducemean138_out1 = {
            add272_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub68_out1 = add272_out1.clone().sub(reducemean138_out1);
        let mul304_out1 = sub68_out1.clone().mul(sub68_out1.clone());
        let reducemean139_out1 = { mul304_out1.mean_dim(0usize).mean_dim(1usize) };
        let add273_out1 = reducemean139_out1
            .add((constant6_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt136_out1 = add273_out1.sqrt();
        let div110_out1 = sub68_out1.div(sqrt136_out1);
        let conv2d216_out1 = self.conv2d216.forward(div110_out1);
        let conv2d217_out1 = self.conv2d217.forward(conv2d216_out1);
        let slice169_out1 = conv2d217_out1.clone().slice(s![.., 0..16, .., ..]);
        let gelu34_out1 = burn::tensor::activation::gelu(slice169_out1);
        let slice170_out1 = conv2d217_out1.slice(s![.., 16..32, .., ..]);
        let mul306_out1 = gelu34_out1.mul(slice170_out1);
        let conv2d218_out1 = self.conv2d218.forward(mul306_out1);
        let add275_out1 = add272_out1.add(conv2d218_out1);
        add275_out1
    }
}
#[derive(Module, Debug)]
pub struct Submodule16 {
    conv2d219: Conv2d,
    conv2d220: Conv2d,
    conv2d221: Conv2d,
    conv2d222: Conv2d,
    conv2d223: Conv2d,
    conv2d224: Conv2d,
    conv2d225: Conv2d,
    conv2d226: Conv2d,
    conv2d227: Conv2d,
    conv2d228: Conv2d,
    conv2d229: Conv2d,
    conv2d230: Conv2d,
    conv2d231: Conv2d,
    conv2d232: Conv2d,
    conv2d233: Conv2d,
    conv2d234: Conv2d,
    conv2d235: Conv2d,
    conv2d236: Conv2d,
    conv2d237: Conv2d,
    conv2d238: Conv2d,
    conv2d239: Conv2d,
    conv2d240: Conv2d,
    conv2d241: Conv2d,
    conv2d242: Conv2d,
    conv2d243: Conv2d,
    conv2d244: Conv2d,
    conv2d245: Conv2d,
    conv2d246: Conv2d,
    conv2d247: Conv2d,
    conv2d248: Conv2d,
    conv2d249: Conv2d,
    #[module(skip)]
    device: Device,
}
impl Submodule16 {
    #[allow(unused_variables)]
    pub fn new(device: &Device) -> Self {
        let conv2d219 = Conv2dConfig::new([8, 24], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d220 = Conv2dConfig::new([24, 24], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(24)
            .with_bias(false)
            .init(device);
        let conv2d221 = Conv2dConfig::new([8, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d222 = Conv2dConfig::new([8, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d223 = Conv2dConfig::new([32, 32], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(32)
            .with_bias(false)
            .init(device);
        let conv2d224 = Conv2dConfig::new([16, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d225 = Conv2dConfig::new([8, 24], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d226 = Conv2dConfig::new([24, 24], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(24)
            .with_bias(false)
            .init(device);
        let conv2d227 = Conv2dConfig::new([8, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d228 = Conv2dConfig::new([8, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d229 = Conv2dConfig::new([32, 32], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(32)
            .with_bias(false)
            .init(device);
        let conv2d230 = Conv2dConfig::new([16, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d231 = Conv2dConfig::new([8, 24], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d232 = Conv2dConfig::new([24, 24], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(24)
            .with_bias(false)
            .init(device);
        let conv2d233 = Conv2dConfig::new([8, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d234 = Conv2dConfig::new([8, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d235 = Conv2dConfig::new([32, 32], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(32)
            .with_bias(false)
            .init(device);
        let conv2d236 = Conv2dConfig::new([16, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d237 = Conv2dConfig::new([8, 24], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d238 = Conv2dConfig::new([24, 24], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(24)
            .with_bias(false)
            .init(device);
        let conv2d239 = Conv2dConfig::new([8, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d240 = Conv2dConfig::new([8, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d241 = Conv2dConfig::new([32, 32], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(32)
            .with_bias(false)
            .init(device);
        let conv2d242 = Conv2dConfig::new([16, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d243 = Conv2dConfig::new([8, 24], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d244 = Conv2dConfig::new([24, 24], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(24)
            .with_bias(false)
            .init(device);
        let conv2d245 = Conv2dConfig::new([8, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d246 = Conv2dConfig::new([8, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d247 = Conv2dConfig::new([32, 32], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(32)
            .with_bias(false)
            .init(device);
        let conv2d248 = Conv2dConfig::new([16, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d249 = Conv2dConfig::new([8, 16], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        Self {
            conv2d219,
            conv2d220,
            conv2d221,
            conv2d222,
            conv2d223,
            conv2d224,
            conv2d225,
            conv2d226,
            conv2d227,
            conv2d228,
            conv2d229,
            conv2d230,
            conv2d231,
            conv2d232,
            conv2d233,
            conv2d234,
            conv2d235,
            conv2d236,
            conv2d237,
            conv2d238,
            conv2d239,
            conv2d240,
            conv2d241,
            conv2d242,
            conv2d243,
            conv2d244,
            conv2d245,
            conv2d246,
            conv2d247,
            conv2d248,
            conv2d249,
            device: device.clone(),
        }
    }
    #[allow(clippy::let_and_return, clippy::approx_constant)]
    pub fn forward(
        &self,
        add275_out1: Tensor<4>,
        constant6_out1: Tensor<1>,
        constant18_out1: Tensor<1>,
        concat5_out1: [i64; 4],
        add32_out1: Tensor<4>,
    ) -> Tensor<4> {
        let reducemean140_out1 = {
            add275_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub69_out1 = add275_out1.clone().sub(reducemean140_out1);
        let mul307_out1 = sub69_out1.clone().mul(sub69_out1.clone());
        let reducemean141_out1 = { mul307_out1.mean_dim(0usize).mean_dim(1usize) };
        let add276_out1 = reducemean141_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt137_out1 = add276_out1.sqrt();
        let div111_out1 = sub69_out1.div(sqrt137_out1);
        let conv2d219_out1 = self.conv2d219.forward(div111_out1);
        let conv2d220_out1 = self.conv2d220.forward(conv2d219_out1);
        let reshape83_out1 = conv2d220_out1.reshape([1, 6, 4, -1]);
        let slice171_out1 = reshape83_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice172_out1 = reshape83_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice173_out1 = reshape83_out1.slice(s![.., 4..6, .., ..]);
        let mul309_out1 = slice171_out1.clone().mul(slice171_out1.clone());
        let reducesum69_out1 = { mul309_out1.sum_dim(3usize) };
        let add278_out1 = reducesum69_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt138_out1 = add278_out1.sqrt();
        let mul310_out1 = slice172_out1.clone().mul(slice172_out1.clone());
        let reducesum70_out1 = { mul310_out1.sum_dim(3usize) };
        let add279_out1 = reducesum70_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt139_out1 = add279_out1.sqrt();
        let transpose73_out1 = sqrt139_out1.permute([0, 1, 3, 2]);
        let mul311_out1 = sqrt138_out1.mul(transpose73_out1);
        let transpose74_out1 = slice172_out1.permute([0, 1, 3, 2]);
        let matmul75_out1 = slice171_out1.matmul(transpose74_out1);
        let div112_out1 = matmul75_out1.div(mul311_out1);
        let softmax38_out1 = burn::tensor::activation::softmax(div112_out1, 3);
        let matmul76_out1 = softmax38_out1.matmul(slice173_out1);
        let reshape84_out1 = matmul76_out1.reshape(concat5_out1);
        let conv2d221_out1 = self.conv2d221.forward(reshape84_out1);
        let add280_out1 = add275_out1.add(conv2d221_out1);
        let reducemean142_out1 = {
            add280_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub70_out1 = add280_out1.clone().sub(reducemean142_out1);
        let mul313_out1 = sub70_out1.clone().mul(sub70_out1.clone());
        let reducemean143_out1 = { mul313_out1.mean_dim(0usize).mean_dim(1usize) };
        let add281_out1 = reducemean143_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt140_out1 = add281_out1.sqrt();
        let div113_out1 = sub70_out1.div(sqrt140_out1);
        let conv2d222_out1 = self.conv2d222.forward(div113_out1);
        let conv2d223_out1 = self.conv2d223.forward(conv2d222_out1);
        let slice174_out1 = conv2d223_out1.clone().slice(s![.., 0..16, .., ..]);
        let gelu35_out1 = burn::tensor::activation::gelu(slice174_out1);
        let slice175_out1 = conv2d223_out1.slice(s![.., 16..32, .., ..]);
        let mul315_out1 = gelu35_out1.mul(slice175_out1);
        let conv2d224_out1 = self.conv2d224.forward(mul315_out1);
        let add283_out1 = add280_out1.add(conv2d224_out1);
        let reducemean144_out1 = {
            add283_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub71_out1 = add283_out1.clone().sub(reducemean144_out1);
        let mul316_out1 = sub71_out1.clone().mul(sub71_out1.clone());
        let reducemean145_out1 = { mul316_out1.mean_dim(0usize).mean_dim(1usize) };
        let add284_out1 = reducemean145_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt141_out1 = add284_out1.sqrt();
        let div114_out1 = sub71_out1.div(sqrt141_out1);
        let conv2d225_out1 = self.conv2d225.forward(div114_out1);
        let conv2d226_out1 = self.conv2d226.forward(conv2d225_out1);
        let reshape85_out1 = conv2d226_out1.reshape([1, 6, 4, -1]);
        let slice176_out1 = reshape85_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice177_out1 = reshape85_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice178_out1 = reshape85_out1.slice(s![.., 4..6, .., ..]);
        let mul318_out1 = slice176_out1.clone().mul(slice176_out1.clone());
        let reducesum71_out1 = { mul318_out1.sum_dim(3usize) };
        let add286_out1 = reducesum71_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt142_out1 = add286_out1.sqrt();
        let mul319_out1 = slice177_out1.clone().mul(slice177_out1.clone());
        let reducesum72_out1 = { mul319_out1.sum_dim(3usize) };
        let add287_out1 = reducesum72_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt143_out1 = add287_out1.sqrt();
        let transpose75_out1 = sqrt143_out1.permute([0, 1, 3, 2]);
        let mul320_out1 = sqrt142_out1.mul(transpose75_out1);
        let transpose76_out1 = slice177_out1.permute([0, 1, 3, 2]);
        let matmul77_out1 = slice176_out1.matmul(transpose76_out1);
        let div115_out1 = matmul77_out1.div(mul320_out1);
        let softmax39_out1 = burn::tensor::activation::softmax(div115_out1, 3);
        let matmul78_out1 = softmax39_out1.matmul(slice178_out1);
        let reshape86_out1 = matmul78_out1.reshape(concat5_out1);
        let conv2d227_out1 = self.conv2d227.forward(reshape86_out1);
        let add288_out1 = add283_out1.add(conv2d227_out1);
        let reducemean146_out1 = {
            add288_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub72_out1 = add288_out1.clone().sub(reducemean146_out1);
        let mul322_out1 = sub72_out1.clone().mul(sub72_out1.clone());
        let reducemean147_out1 = { mul322_out1.mean_dim(0usize).mean_dim(1usize) };
        let add289_out1 = reducemean147_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt144_out1 = add289_out1.sqrt();
        let div116_out1 = sub72_out1.div(sqrt144_out1);
        let conv2d228_out1 = self.conv2d228.forward(div116_out1);
        let conv2d229_out1 = self.conv2d229.forward(conv2d228_out1);
        let slice179_out1 = conv2d229_out1.clone().slice(s![.., 0..16, .., ..]);
        let gelu36_out1 = burn::tensor::activation::gelu(slice179_out1);
        let slice180_out1 = conv2d229_out1.slice(s![.., 16..32, .., ..]);
        let mul324_out1 = gelu36_out1.mul(slice180_out1);
        let conv2d230_out1 = self.conv2d230.forward(mul324_out1);
        let add291_out1 = add288_out1.add(conv2d230_out1);
        let reducemean148_out1 = {
            add291_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub73_out1 = add291_out1.clone().sub(reducemean148_out1);
        let mul325_out1 = sub73_out1.clone().mul(sub73_out1.clone());
        let reducemean149_out1 = { mul325_out1.mean_dim(0usize).mean_dim(1usize) };
        let add292_out1 = reducemean149_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt145_out1 = add292_out1.sqrt();
        let div117_out1 = sub73_out1.div(sqrt145_out1);
        let conv2d231_out1 = self.conv2d231.forward(div117_out1);
        let conv2d232_out1 = self.conv2d232.forward(conv2d231_out1);
        let reshape87_out1 = conv2d232_out1.reshape([1, 6, 4, -1]);
        let slice181_out1 = reshape87_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice182_out1 = reshape87_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice183_out1 = reshape87_out1.slice(s![.., 4..6, .., ..]);
        let mul327_out1 = slice181_out1.clone().mul(slice181_out1.clone());
        let reducesum73_out1 = { mul327_out1.sum_dim(3usize) };
        let add294_out1 = reducesum73_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt146_out1 = add294_out1.sqrt();
        let mul328_out1 = slice182_out1.clone().mul(slice182_out1.clone());
        let reducesum74_out1 = { mul328_out1.sum_dim(3usize) };
        let add295_out1 = reducesum74_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt147_out1 = add295_out1.sqrt();
        let transpose77_out1 = sqrt147_out1.permute([0, 1, 3, 2]);
        let mul329_out1 = sqrt146_out1.mul(transpose77_out1);
        let transpose78_out1 = slice182_out1.permute([0, 1, 3, 2]);
        let matmul79_out1 = slice181_out1.matmul(transpose78_out1);
        let div118_out1 = matmul79_out1.div(mul329_out1);
        let softmax40_out1 = burn::tensor::activation::softmax(div118_out1, 3);
        let matmul80_out1 = softmax40_out1.matmul(slice183_out1);
        let reshape88_out1 = matmul80_out1.reshape(concat5_out1);
        let conv2d233_out1 = self.conv2d233.forward(reshape88_out1);
        let add296_out1 = add291_out1.add(conv2d233_out1);
        let reducemean150_out1 = {
            add296_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub74_out1 = add296_out1.clone().sub(reducemean150_out1);
        let mul331_out1 = sub74_out1.clone().mul(sub74_out1.clone());
        let reducemean151_out1 = { mul331_out1.mean_dim(0usize).mean_dim(1usize) };
        let add297_out1 = reducemean151_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt148_out1 = add297_out1.sqrt();
        let div119_out1 = sub74_out1.div(sqrt148_out1);
        let conv2d234_out1 = self.conv2d234.forward(div119_out1);
        let conv2d235_out1 = self.conv2d235.forward(conv2d234_out1);
        let slice184_out1 = conv2d235_out1.clone().slice(s![.., 0..16, .., ..]);
        let gelu37_out1 = burn::tensor::activation::gelu(slice184_out1);
        let slice185_out1 = conv2d235_out1.slice(s![.., 16..32, .., ..]);
        let mul333_out1 = gelu37_out1.mul(slice185_out1);
        let conv2d236_out1 = self.conv2d236.forward(mul333_out1);
        let add299_out1 = add296_out1.add(conv2d236_out1);
        let reducemean152_out1 = {
            add299_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub75_out1 = add299_out1.clone().sub(reducemean152_out1);
        let mul334_out1 = sub75_out1.clone().mul(sub75_out1.clone());
        let reducemean153_out1 = { mul334_out1.mean_dim(0usize).mean_dim(1usize) };
        let add300_out1 = reducemean153_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt149_out1 = add300_out1.sqrt();
        let div120_out1 = sub75_out1.div(sqrt149_out1);
        let conv2d237_out1 = self.conv2d237.forward(div120_out1);
        let conv2d238_out1 = self.conv2d238.forward(conv2d237_out1);
        let reshape89_out1 = conv2d238_out1.reshape([1, 6, 4, -1]);
        let slice186_out1 = reshape89_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice187_out1 = reshape89_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice188_out1 = reshape89_out1.slice(s![.., 4..6, .., ..]);
        let mul336_out1 = slice186_out1.clone().mul(slice186_out1.clone());
        let reducesum75_out1 = { mul336_out1.sum_dim(3usize) };
        let add302_out1 = reducesum75_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt150_out1 = add302_out1.sqrt();
        let mul337_out1 = slice187_out1.clone().mul(slice187_out1.clone());
        let reducesum76_out1 = { mul337_out1.sum_dim(3usize) };
        let add303_out1 = reducesum76_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt151_out1 = add303_out1.sqrt();
        let transpose79_out1 = sqrt151_out1.permute([0, 1, 3, 2]);
        let mul338_out1 = sqrt150_out1.mul(transpose79_out1);
        let transpose80_out1 = slice187_out1.permute([0, 1, 3, 2]);
        let matmul81_out1 = slice186_out1.matmul(transpose80_out1);
        let div121_out1 = matmul81_out1.div(mul338_out1);
        let softmax41_out1 = burn::tensor::activation::softmax(div121_out1, 3);
        let matmul82_out1 = softmax41_out1.matmul(slice188_out1);
        let reshape90_out1 = matmul82_out1.reshape(concat5_out1);
        let conv2d239_out1 = self.conv2d239.forward(reshape90_out1);
        let add304_out1 = add299_out1.add(conv2d239_out1);
        let reducemean154_out1 = {
            add304_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub76_out1 = add304_out1.clone().sub(reducemean154_out1);
        let mul340_out1 = sub76_out1.clone().mul(sub76_out1.clone());
        let reducemean155_out1 = { mul340_out1.mean_dim(0usize).mean_dim(1usize) };
        let add305_out1 = reducemean155_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt152_out1 = add305_out1.sqrt();
        let div122_out1 = sub76_out1.div(sqrt152_out1);
        let conv2d240_out1 = self.conv2d240.forward(div122_out1);
        let conv2d241_out1 = self.conv2d241.forward(conv2d240_out1);
        let slice189_out1 = conv2d241_out1.clone().slice(s![.., 0..16, .., ..]);
        let gelu38_out1 = burn::tensor::activation::gelu(slice189_out1);
        let slice190_out1 = conv2d241_out1.slice(s![.., 16..32, .., ..]);
        let mul342_out1 = gelu38_out1.mul(slice190_out1);
        let conv2d242_out1 = self.conv2d242.forward(mul342_out1);
        let add307_out1 = add304_out1.add(conv2d242_out1);
        let reducemean156_out1 = {
            add307_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub77_out1 = add307_out1.clone().sub(reducemean156_out1);
        let mul343_out1 = sub77_out1.clone().mul(sub77_out1.clone());
        let reducemean157_out1 = { mul343_out1.mean_dim(0usize).mean_dim(1usize) };
        let add308_out1 = reducemean157_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt153_out1 = add308_out1.sqrt();
        let div123_out1 = sub77_out1.div(sqrt153_out1);
        let conv2d243_out1 = self.conv2d243.forward(div123_out1);
        let conv2d244_out1 = self.conv2d244.forward(conv2d243_out1);
        let reshape91_out1 = conv2d244_out1.reshape([1, 6, 4, -1]);
        let slice191_out1 = reshape91_out1.clone().slice(s![.., 0..2, .., ..]);
        let slice192_out1 = reshape91_out1.clone().slice(s![.., 2..4, .., ..]);
        let slice193_out1 = reshape91_out1.slice(s![.., 4..6, .., ..]);
        let mul345_out1 = slice191_out1.clone().mul(slice191_out1.clone());
        let reducesum77_out1 = { mul345_out1.sum_dim(3usize) };
        let add310_out1 = reducesum77_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt154_out1 = add310_out1.sqrt();
        let mul346_out1 = slice192_out1.clone().mul(slice192_out1.clone());
        let reducesum78_out1 = { mul346_out1.sum_dim(3usize) };
        let add311_out1 = reducesum78_out1
            .add((constant18_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt155_out1 = add311_out1.sqrt();
        let transpose81_out1 = sqrt155_out1.permute([0, 1, 3, 2]);
        let mul347_out1 = sqrt154_out1.mul(transpose81_out1);
        let transpose82_out1 = slice192_out1.permute([0, 1, 3, 2]);
        let matmul83_out1 = slice191_out1.matmul(transpose82_out1);
        let div124_out1 = matmul83_out1.div(mul347_out1);
        let softmax42_out1 = burn::tensor::activation::softmax(div124_out1, 3);
        let matmul84_out1 = softmax42_out1.matmul(slice193_out1);
        let reshape92_out1 = matmul84_out1.reshape(concat5_out1);
        let conv2d245_out1 = self.conv2d245.forward(reshape92_out1);
        let add312_out1 = add307_out1.add(conv2d245_out1);
        let reducemean158_out1 = {
            add312_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub78_out1 = add312_out1.clone().sub(reducemean158_out1);
        let mul349_out1 = sub78_out1.clone().mul(sub78_out1.clone());
        let reducemean159_out1 = { mul349_out1.mean_dim(0usize).mean_dim(1usize) };
        let add313_out1 = reducemean159_out1
            .add((constant6_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt156_out1 = add313_out1.sqrt();
        let div125_out1 = sub78_out1.div(sqrt156_out1);
        let conv2d246_out1 = self.conv2d246.forward(div125_out1);
        let conv2d247_out1 = self.conv2d247.forward(conv2d246_out1);
        let slice194_out1 = conv2d247_out1.clone().slice(s![.., 0..16, .., ..]);
        let gelu39_out1 = burn::tensor::activation::gelu(slice194_out1);
        let slice195_out1 = conv2d247_out1.slice(s![.., 16..32, .., ..]);
        let mul351_out1 = gelu39_out1.mul(slice195_out1);
        let conv2d248_out1 = self.conv2d248.forward(mul351_out1);
        let add315_out1 = add312_out1.add(conv2d248_out1);
        let conv2d249_out1 = self.conv2d249.forward(add315_out1);
        let depthtospace3_out1 = burn::nn::PixelShuffleConfig::new(2usize)
            .init()
            .forward(conv2d249_out1);
        let concat21_out1 = burn::tensor::Tensor::cat(
            [depthtospace3_out1, add32_out1].into(),
            1,
        );
        concat21_out1
    }
}
#[derive(Module, Debug)]
pub struct Submodule17 {
    conv2d250: Conv2d,
    conv2d251: Conv2d,
    conv2d252: Conv2d,
    conv2d253: Conv2d,
    conv2d254: Conv2d,
    conv2d255: Conv2d,
    conv2d256: Conv2d,
    conv2d257: Conv2d,
    conv2d258: Conv2d,
    #[module(skip)]
    device: Device,
}
impl Submodule17 {
    #[allow(unused_variables)]
    pub fn new(device: &Device) -> Self {
        let conv2d250 = Conv2dConfig::new([8, 24], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d251 = Conv2dConfig::new([24, 24], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(24)
            .with_bias(false)
            .init(device);
        let conv2d252 = Conv2dConfig::new([8, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d253 = Conv2dConfig::new([8, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d254 = Conv2dConfig::new([32, 32], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(32)
            .with_bias(false)
            .init(device);
        let conv2d255 = Conv2dConfig::new([16, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d256 = Conv2dConfig::new([8, 24], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d257 = Conv2dConfig::new([24, 24], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(24)
            .with_bias(false)
            .init(device);
        let conv2d258 = Conv2dConfig::new([8, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        Self {
            conv2d250,
            conv2d251,
            conv2d252,
            conv2d253,
            conv2d254,
            conv2d255,
            conv2d256,
            conv2d257,
            conv2d258,
            device: device.clone(),
        }
    }
    #[allow(clippy::let_and_return, clippy::approx_constant)]
    pub fn forward(
        &self,
        concat21_out1: Tensor<4>,
        constant6_out1: Tensor<1>,
        constant18_out1: Tensor<1>,
        constant30_out1: [i64; 2],
        div1_out1: [i64; 1],
        div2_out1: [i64; 1],
    ) -> (Tensor<4>, [i64; 4]) {
        let reducemean160_out1 = {
            concat21_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub79_out1 = concat21_out1.clone().sub(reducemean160_out1);
        let mul352_out1 = sub79_out1.clone().mul(sub79_out1.clone());
        let reducemean161_out1 = { mul352_out1.mean_dim(0usize).mean_dim(1usize) };
        let add316_out1 = reducemean161_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt157_out1 = add316_out1.sqrt();
        let div126_out1 = sub79_out1.div(sqrt157_out1);
        let conv2d250_out1 = self.conv2d250.forward(div126_out1);
        let conv2d251_out1 = self.conv2d251.forward(conv2d250_out1);
        let reshape93_out1 = conv2d251_out1.reshape([1, 3, 8, -1]);
        let slice196_out1 = reshape93_out1.clone().slice(s![.., 0..1, .., ..]);
        let slice197_out1 = reshape93_out1.clone().slice(s![.., 1..2, .., ..]);
        let slice198_out1 = reshape93_out1.slice(s![.., 2..3, .., ..]);
        let mul354_out1 = slice196_out1.clone().mul(slice196_out1.clone());
        let reducesum79_out1 = { mul354_out1.sum_dim(3usize) };
        let add318_out1 = reducesum79_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt158_out1 = add318_out1.sqrt();
        let mul355_out1 = slice197_out1.clone().mul(slice197_out1.clone());
        let reducesum80_out1 = { mul355_out1.sum_dim(3usize) };
        let add319_out1 = reducesum80_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt159_out1 = add319_out1.sqrt();
        let transpose83_out1 = sqrt159_out1.permute([0, 1, 3, 2]);
        let mul356_out1 = sqrt158_out1.mul(transpose83_out1);
        let transpose84_out1 = slice197_out1.permute([0, 1, 3, 2]);
        let matmul85_out1 = slice196_out1.matmul(transpose84_out1);
        let div127_out1 = matmul85_out1.div(mul356_out1);
        let softmax43_out1 = burn::tensor::activation::softmax(div127_out1, 3);
        let matmul86_out1 = softmax43_out1.matmul(slice198_out1);
        let concat22_out1: [i64; 4usize] = [
            &constant30_out1[..],
            &div1_out1[..],
            &div2_out1[..],
        ]
            .concat()
            .try_into()
            .unwrap();
        let reshape94_out1 = matmul86_out1.reshape(concat22_out1);
        let conv2d252_out1 = self.conv2d252.forward(reshape94_out1);
        let add320_out1 = concat21_out1.add(conv2d252_out1);
        let reducemean162_out1 = {
            add320_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub80_out1 = add320_out1.clone().sub(reducemean162_out1);
        let mul358_out1 = sub80_out1.clone().mul(sub80_out1.clone());
        let reducemean163_out1 = { mul358_out1.mean_dim(0usize).mean_dim(1usize) };
        let add321_out1 = reducemean163_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt160_out1 = add321_out1.sqrt();
        let div128_out1 = sub80_out1.div(sqrt160_out1);
        let conv2d253_out1 = self.conv2d253.forward(div128_out1);
        let conv2d254_out1 = self.conv2d254.forward(conv2d253_out1);
        let slice199_out1 = conv2d254_out1.clone().slice(s![.., 0..16, .., ..]);
        let gelu40_out1 = burn::tensor::activation::gelu(slice199_out1);
        let slice200_out1 = conv2d254_out1.slice(s![.., 16..32, .., ..]);
        let mul360_out1 = gelu40_out1.mul(slice200_out1);
        let conv2d255_out1 = self.conv2d255.forward(mul360_out1);
        let add323_out1 = add320_out1.add(conv2d255_out1);
        let reducemean164_out1 = {
            add323_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub81_out1 = add323_out1.clone().sub(reducemean164_out1);
        let mul361_out1 = sub81_out1.clone().mul(sub81_out1.clone());
        let reducemean165_out1 = { mul361_out1.mean_dim(0usize).mean_dim(1usize) };
        let add324_out1 = reducemean165_out1
            .add((constant6_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt161_out1 = add324_out1.sqrt();
        let div129_out1 = sub81_out1.div(sqrt161_out1);
        let conv2d256_out1 = self.conv2d256.forward(div129_out1);
        let conv2d257_out1 = self.conv2d257.forward(conv2d256_out1);
        let reshape95_out1 = conv2d257_out1.reshape([1, 3, 8, -1]);
        let slice201_out1 = reshape95_out1.clone().slice(s![.., 0..1, .., ..]);
        let slice202_out1 = reshape95_out1.clone().slice(s![.., 1..2, .., ..]);
        let slice203_out1 = reshape95_out1.slice(s![.., 2..3, .., ..]);
        let mul363_out1 = slice201_out1.clone().mul(slice201_out1.clone());
        let reducesum81_out1 = { mul363_out1.sum_dim(3usize) };
        let add326_out1 = reducesum81_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt162_out1 = add326_out1.sqrt();
        let mul364_out1 = slice202_out1.clone().mul(slice202_out1.clone());
        let reducesum82_out1 = { mul364_out1.sum_dim(3usize) };
        let add327_out1 = reducesum82_out1
            .add((constant18_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt163_out1 = add327_out1.sqrt();
        let transpose85_out1 = sqrt163_out1.permute([0, 1, 3, 2]);
        let mul365_out1 = sqrt162_out1.mul(transpose85_out1);
        let transpose86_out1 = slice202_out1.permute([0, 1, 3, 2]);
        let matmul87_out1 = slice201_out1.matmul(transpose86_out1);
        let div130_out1 = matmul87_out1.div(mul365_out1);
        let softmax44_out1 = burn::tensor::activation::softmax(div130_out1, 3);
        let matmul88_out1 = softmax44_out1.matmul(slice203_out1);
        let reshape96_out1 = matmul88_out1.reshape(concat22_out1);
        let conv2d258_out1 = self.conv2d258.forward(reshape96_out1);
        let add328_out1 = add323_out1.add(conv2d258_out1);
        (add328_out1, concat22_out1)
    }
}
#[derive(Module, Debug)]
pub struct Submodule18 {
    conv2d259: Conv2d,
    conv2d260: Conv2d,
    conv2d261: Conv2d,
    conv2d262: Conv2d,
    conv2d263: Conv2d,
    conv2d264: Conv2d,
    conv2d265: Conv2d,
    conv2d266: Conv2d,
    conv2d267: Conv2d,
    conv2d268: Conv2d,
    conv2d269: Conv2d,
    conv2d270: Conv2d,
    #[module(skip)]
    device: Device,
}
impl Submodule18 {
    #[allow(unused_variables)]
    pub fn new(device: &Device) -> Self {
        let conv2d259 = Conv2dConfig::new([8, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d260 = Conv2dConfig::new([32, 32], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(32)
            .with_bias(false)
            .init(device);
        let conv2d261 = Conv2dConfig::new([16, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d262 = Conv2dConfig::new([8, 24], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d263 = Conv2dConfig::new([24, 24], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(24)
            .with_bias(false)
            .init(device);
        let conv2d264 = Conv2dConfig::new([8, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d265 = Conv2dConfig::new([8, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d266 = Conv2dConfig::new([32, 32], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(32)
            .with_bias(false)
            .init(device);
        let conv2d267 = Conv2dConfig::new([16, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d268 = Conv2dConfig::new([8, 24], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d269 = Conv2dConfig::new([24, 24], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(24)
            .with_bias(false)
            .init(device);
        let conv2d270 = Conv2dConfig::new([8, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        Self {
            conv2d259,
            conv2d260,
            conv2d261,
            conv2d262,
            conv2d263,
            conv2d264,
            conv2d265,
            conv2d266,
            conv2d267,
            conv2d268,
            conv2d269,
            conv2d270,
            device: device.clone(),
        }
    }
    #[allow(clippy::let_and_return, clippy::approx_constant)]
    pub fn forward(
        &self,
        add328_out1: Tensor<4>,
        constant6_out1: Tensor<1>,
        constant18_out1: Tensor<1>,
        concat22_out1: [i64; 4],
    ) -> Tensor<4> {
        let reducemean166_out1 = {
            add328_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub82_out1 = add328_out1.clone().sub(reducemean166_out1);
        let mul367_out1 = sub82_out1.clone().mul(sub82_out1.clone());
        let reducemean167_out1 = { mul367_out1.mean_dim(0usize).mean_dim(1usize) };
        let add329_out1 = reducemean167_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt164_out1 = add329_out1.sqrt();
        let div131_out1 = sub82_out1.div(sqrt164_out1);
        let conv2d259_out1 = self.conv2d259.forward(div131_out1);
        let conv2d260_out1 = self.conv2d260.forward(conv2d259_out1);
        let slice204_out1 = conv2d260_out1.clone().slice(s![.., 0..16, .., ..]);
        let gelu41_out1 = burn::tensor::activation::gelu(slice204_out1);
        let slice205_out1 = conv2d260_out1.slice(s![.., 16..32, .., ..]);
        let mul369_out1 = gelu41_out1.mul(slice205_out1);
        let conv2d261_out1 = self.conv2d261.forward(mul369_out1);
        let add331_out1 = add328_out1.add(conv2d261_out1);
        let reducemean168_out1 = {
            add331_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub83_out1 = add331_out1.clone().sub(reducemean168_out1);
        let mul370_out1 = sub83_out1.clone().mul(sub83_out1.clone());
        let reducemean169_out1 = { mul370_out1.mean_dim(0usize).mean_dim(1usize) };
        let add332_out1 = reducemean169_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt165_out1 = add332_out1.sqrt();
        let div132_out1 = sub83_out1.div(sqrt165_out1);
        let conv2d262_out1 = self.conv2d262.forward(div132_out1);
        let conv2d263_out1 = self.conv2d263.forward(conv2d262_out1);
        let reshape97_out1 = conv2d263_out1.reshape([1, 3, 8, -1]);
        let slice206_out1 = reshape97_out1.clone().slice(s![.., 0..1, .., ..]);
        let slice207_out1 = reshape97_out1.clone().slice(s![.., 1..2, .., ..]);
        let slice208_out1 = reshape97_out1.slice(s![.., 2..3, .., ..]);
        let mul372_out1 = slice206_out1.clone().mul(slice206_out1.clone());
        let reducesum83_out1 = { mul372_out1.sum_dim(3usize) };
        let add334_out1 = reducesum83_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt166_out1 = add334_out1.sqrt();
        let mul373_out1 = slice207_out1.clone().mul(slice207_out1.clone());
        let reducesum84_out1 = { mul373_out1.sum_dim(3usize) };
        let add335_out1 = reducesum84_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt167_out1 = add335_out1.sqrt();
        let transpose87_out1 = sqrt167_out1.permute([0, 1, 3, 2]);
        let mul374_out1 = sqrt166_out1.mul(transpose87_out1);
        let transpose88_out1 = slice207_out1.permute([0, 1, 3, 2]);
        let matmul89_out1 = slice206_out1.matmul(transpose88_out1);
        let div133_out1 = matmul89_out1.div(mul374_out1);
        let softmax45_out1 = burn::tensor::activation::softmax(div133_out1, 3);
        let matmul90_out1 = softmax45_out1.matmul(slice208_out1);
        let reshape98_out1 = matmul90_out1.reshape(concat22_out1);
        let conv2d264_out1 = self.conv2d264.forward(reshape98_out1);
        let add336_out1 = add331_out1.add(conv2d264_out1);
        let reducemean170_out1 = {
            add336_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub84_out1 = add336_out1.clone().sub(reducemean170_out1);
        let mul376_out1 = sub84_out1.clone().mul(sub84_out1.clone());
        let reducemean171_out1 = { mul376_out1.mean_dim(0usize).mean_dim(1usize) };
        let add337_out1 = reducemean171_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt168_out1 = add337_out1.sqrt();
        let div134_out1 = sub84_out1.div(sqrt168_out1);
        let conv2d265_out1 = self.conv2d265.forward(div134_out1);
        let conv2d266_out1 = self.conv2d266.forward(conv2d265_out1);
        let slice209_out1 = conv2d266_out1.clone().slice(s![.., 0..16, .., ..]);
        let gelu42_out1 = burn::tensor::activation::gelu(slice209_out1);
        let slice210_out1 = conv2d266_out1.slice(s![.., 16..32, .., ..]);
        let mul378_out1 = gelu42_out1.mul(slice210_out1);
        let conv2d267_out1 = self.conv2d267.forward(mul378_out1);
        let add339_out1 = add336_out1.add(conv2d267_out1);
        let reducemean172_out1 = {
            add339_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub85_out1 = add339_out1.clone().sub(reducemean172_out1);
        let mul379_out1 = sub85_out1.clone().mul(sub85_out1.clone());
        let reducemean173_out1 = { mul379_out1.mean_dim(0usize).mean_dim(1usize) };
        let add340_out1 = reducemean173_out1
            .add((constant6_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt169_out1 = add340_out1.sqrt();
        let div135_out1 = sub85_out1.div(sqrt169_out1);
        let conv2d268_out1 = self.conv2d268.forward(div135_out1);
        let conv2d269_out1 = self.conv2d269.forward(conv2d268_out1);
        let reshape99_out1 = conv2d269_out1.reshape([1, 3, 8, -1]);
        let slice211_out1 = reshape99_out1.clone().slice(s![.., 0..1, .., ..]);
        let slice212_out1 = reshape99_out1.clone().slice(s![.., 1..2, .., ..]);
        let slice213_out1 = reshape99_out1.slice(s![.., 2..3, .., ..]);
        let mul381_out1 = slice211_out1.clone().mul(slice211_out1.clone());
        let reducesum85_out1 = { mul381_out1.sum_dim(3usize) };
        let add342_out1 = reducesum85_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt170_out1 = add342_out1.sqrt();
        let mul382_out1 = slice212_out1.clone().mul(slice212_out1.clone());
        let reducesum86_out1 = { mul382_out1.sum_dim(3usize) };
        let add343_out1 = reducesum86_out1
            .add((constant18_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt171_out1 = add343_out1.sqrt();
        let transpose89_out1 = sqrt171_out1.permute([0, 1, 3, 2]);
        let mul383_out1 = sqrt170_out1.mul(transpose89_out1);
        let transpose90_out1 = slice212_out1.permute([0, 1, 3, 2]);
        let matmul91_out1 = slice211_out1.matmul(transpose90_out1);
        let div136_out1 = matmul91_out1.div(mul383_out1);
        let softmax46_out1 = burn::tensor::activation::softmax(div136_out1, 3);
        let matmul92_out1 = softmax46_out1.matmul(slice213_out1);
        let reshape100_out1 = matmul92_out1.reshape(concat22_out1);
        let conv2d270_out1 = self.conv2d270.forward(reshape100_out1);
        let add344_out1 = add339_out1.add(conv2d270_out1);
        add344_out1
    }
}
#[derive(Module, Debug)]
pub struct Submodule19 {
    conv2d271: Conv2d,
    conv2d272: Conv2d,
    conv2d273: Conv2d,
    conv2d274: Conv2d,
    conv2d275: Conv2d,
    conv2d276: Conv2d,
    conv2d277: Conv2d,
    conv2d278: Conv2d,
    conv2d279: Conv2d,
    conv2d280: Conv2d,
    #[module(skip)]
    device: Device,
}
impl Submodule19 {
    #[allow(unused_variables)]
    pub fn new(device: &Device) -> Self {
        let conv2d271 = Conv2dConfig::new([8, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d272 = Conv2dConfig::new([32, 32], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(32)
            .with_bias(false)
            .init(device);
        let conv2d273 = Conv2dConfig::new([16, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d274 = Conv2dConfig::new([8, 24], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d275 = Conv2dConfig::new([24, 24], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(24)
            .with_bias(false)
            .init(device);
        let conv2d276 = Conv2dConfig::new([8, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d277 = Conv2dConfig::new([8, 32], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d278 = Conv2dConfig::new([32, 32], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(32)
            .with_bias(false)
            .init(device);
        let conv2d279 = Conv2dConfig::new([16, 8], [1, 1])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Valid)
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        let conv2d280 = Conv2dConfig::new([8, 12], [3, 3])
            .with_stride([1, 1])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .with_dilation([1, 1])
            .with_groups(1)
            .with_bias(false)
            .init(device);
        Self {
            conv2d271,
            conv2d272,
            conv2d273,
            conv2d274,
            conv2d275,
            conv2d276,
            conv2d277,
            conv2d278,
            conv2d279,
            conv2d280,
            device: device.clone(),
        }
    }
    #[allow(clippy::let_and_return, clippy::approx_constant)]
    pub fn forward(
        &self,
        add344_out1: Tensor<4>,
        constant6_out1: Tensor<1>,
        constant18_out1: Tensor<1>,
        concat22_out1: [i64; 4],
        image: Tensor<4>,
    ) -> Tensor<4> {
        let reducemean174_out1 = {
            add344_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub86_out1 = add344_out1.clone().sub(reducemean174_out1);
        let mul385_out1 = sub86_out1.clone().mul(sub86_out1.clone());
        let reducemean175_out1 = { mul385_out1.mean_dim(0usize).mean_dim(1usize) };
        let add345_out1 = reducemean175_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt172_out1 = add345_out1.sqrt();
        let div137_out1 = sub86_out1.div(sqrt172_out1);
        let conv2d271_out1 = self.conv2d271.forward(div137_out1);
        let conv2d272_out1 = self.conv2d272.forward(conv2d271_out1);
        let slice214_out1 = conv2d272_out1.clone().slice(s![.., 0..16, .., ..]);
        let gelu43_out1 = burn::tensor::activation::gelu(slice214_out1);
        let slice215_out1 = conv2d272_out1.slice(s![.., 16..32, .., ..]);
        let mul387_out1 = gelu43_out1.mul(slice215_out1);
        let conv2d273_out1 = self.conv2d273.forward(mul387_out1);
        let add347_out1 = add344_out1.add(conv2d273_out1);
        let reducemean176_out1 = {
            add347_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub87_out1 = add347_out1.clone().sub(reducemean176_out1);
        let mul388_out1 = sub87_out1.clone().mul(sub87_out1.clone());
        let reducemean177_out1 = { mul388_out1.mean_dim(0usize).mean_dim(1usize) };
        let add348_out1 = reducemean177_out1
            .add((constant6_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt173_out1 = add348_out1.sqrt();
        let div138_out1 = sub87_out1.div(sqrt173_out1);
        let conv2d274_out1 = self.conv2d274.forward(div138_out1);
        let conv2d275_out1 = self.conv2d275.forward(conv2d274_out1);
        let reshape101_out1 = conv2d275_out1.reshape([1, 3, 8, -1]);
        let slice216_out1 = reshape101_out1.clone().slice(s![.., 0..1, .., ..]);
        let slice217_out1 = reshape101_out1.clone().slice(s![.., 1..2, .., ..]);
        let slice218_out1 = reshape101_out1.slice(s![.., 2..3, .., ..]);
        let mul390_out1 = slice216_out1.clone().mul(slice216_out1.clone());
        let reducesum87_out1 = { mul390_out1.sum_dim(3usize) };
        let add350_out1 = reducesum87_out1
            .add((constant18_out1.clone()).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt174_out1 = add350_out1.sqrt();
        let mul391_out1 = slice217_out1.clone().mul(slice217_out1.clone());
        let reducesum88_out1 = { mul391_out1.sum_dim(3usize) };
        let add351_out1 = reducesum88_out1
            .add((constant18_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt175_out1 = add351_out1.sqrt();
        let transpose91_out1 = sqrt175_out1.permute([0, 1, 3, 2]);
        let mul392_out1 = sqrt174_out1.mul(transpose91_out1);
        let transpose92_out1 = slice217_out1.permute([0, 1, 3, 2]);
        let matmul93_out1 = slice216_out1.matmul(transpose92_out1);
        let div139_out1 = matmul93_out1.div(mul392_out1);
        let softmax47_out1 = burn::tensor::activation::softmax(div139_out1, 3);
        let matmul94_out1 = softmax47_out1.matmul(slice218_out1);
        let reshape102_out1 = matmul94_out1.reshape(concat22_out1);
        let conv2d276_out1 = self.conv2d276.forward(reshape102_out1);
        let add352_out1 = add347_out1.add(conv2d276_out1);
        let reducemean178_out1 = {
            add352_out1.clone().mean_dim(0usize).mean_dim(1usize)
        };
        let sub88_out1 = add352_out1.clone().sub(reducemean178_out1);
        let mul394_out1 = sub88_out1.clone().mul(sub88_out1.clone());
        let reducemean179_out1 = { mul394_out1.mean_dim(0usize).mean_dim(1usize) };
        let add353_out1 = reducemean179_out1
            .add((constant6_out1).unsqueeze_dims(&[0isize, 1isize, 2isize]));
        let sqrt176_out1 = add353_out1.sqrt();
        let div140_out1 = sub88_out1.div(sqrt176_out1);
        let conv2d277_out1 = self.conv2d277.forward(div140_out1);
        let conv2d278_out1 = self.conv2d278.forward(conv2d277_out1);
        let slice219_out1 = conv2d278_out1.clone().slice(s![.., 0..16, .., ..]);
        let gelu44_out1 = burn::tensor::activation::gelu(slice219_out1);
        let slice220_out1 = conv2d278_out1.slice(s![.., 16..32, .., ..]);
        let mul396_out1 = gelu44_out1.mul(slice220_out1);
        let conv2d279_out1 = self.conv2d279.forward(mul396_out1);
        let add355_out1 = add352_out1.add(conv2d279_out1);
        let conv2d280_out1 = self.conv2d280.forward(add355_out1);
        let depthtospace4_out1 = burn::nn::PixelShuffleConfig::new(2usize)
            .init()
            .forward(conv2d280_out1);
        let add356_out1 = depthtospace4_out1.add(image);
        add356_out1
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
    submodule10: Submodule10,
    submodule11: Submodule11,
    submodule12: Submodule12,
    submodule13: Submodule13,
    submodule14: Submodule14,
    submodule15: Submodule15,
    submodule16: Submodule16,
    submodule17: Submodule17,
    submodule18: Submodule18,
    submodule19: Submodule19,
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
        let submodule10 = Submodule10::new(device);
        let submodule11 = Submodule11::new(device);
        let submodule12 = Submodule12::new(device);
        let submodule13 = Submodule13::new(device);
        let submodule14 = Submodule14::new(device);
        let submodule15 = Submodule15::new(device);
        let submodule16 = Submodule16::new(device);
        let submodule17 = Submodule17::new(device);
        let submodule18 = Submodule18::new(device);
        let submodule19 = Submodule19::new(device);
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
            submodule10,
            submodule11,
            submodule12,
            submodule13,
            submodule14,
            submodule15,
            submodule16,
            submodule17,
            submodule18,
            submodule19,
            device: device.clone(),
        }
    }

    #[allow(clippy::let_and_return, clippy::approx_constant)]
    pub fn forward(&self, image: Tensor<4>) -> Tensor<4> {
        let (
            add29_out1,
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
            add40_out1,
            concat5_out1,
            constant30_out1,
            div15_out1,
            div16_out1,
            add32_out1,
        ) = self
            .submodule2
            .forward(
                add29_out1,
                constant6_out1.clone(),
                shape1_out1.clone(),
                shape2_out1.clone(),
                constant2_out1.clone(),
                constant18_out1.clone(),
            );
        let add53_out1 = self
            .submodule3
            .forward(
                add40_out1,
                constant6_out1.clone(),
                constant18_out1.clone(),
                concat5_out1.clone(),
            );
        let add69_out1 = self
            .submodule4
            .forward(
                add53_out1,
                constant6_out1.clone(),
                constant18_out1.clone(),
                concat5_out1.clone(),
            );
        let (constant15_out1, div35_out1, conv2d63_out1, add80_out1) = self
            .submodule5
            .forward(
                add69_out1,
                constant6_out1.clone(),
                constant18_out1.clone(),
                concat5_out1.clone(),
                shape1_out1.clone(),
            );
        let (add93_out1, concat7_out1, div36_out1) = self
            .submodule6
            .forward(
                shape2_out1.clone(),
                constant15_out1,
                constant20_out1.clone(),
                div35_out1.clone(),
                constant2_out1.clone(),
                conv2d63_out1,
                constant6_out1.clone(),
                constant18_out1.clone(),
            );
        let add109_out1 = self
            .submodule7
            .forward(
                add93_out1,
                constant6_out1.clone(),
                constant18_out1.clone(),
                concat7_out1.clone(),
            );
        let add125_out1 = self
            .submodule8
            .forward(
                add109_out1,
                constant6_out1.clone(),
                constant18_out1.clone(),
                concat7_out1.clone(),
            );
        let (add136_out1, concat9_out1, div55_out1, div56_out1, add128_out1) = self
            .submodule9
            .forward(
                add125_out1,
                constant6_out1.clone(),
                shape1_out1,
                shape2_out1,
                constant30_out1.clone(),
                constant2_out1,
                constant18_out1.clone(),
            );
        let add149_out1 = self
            .submodule10
            .forward(
                add136_out1,
                constant6_out1.clone(),
                constant18_out1.clone(),
                concat9_out1.clone(),
            );
        let add189_out1 = self
            .submodule11
            .forward(
                add149_out1,
                constant6_out1.clone(),
                constant18_out1.clone(),
                concat9_out1,
            );
        let concat16_out1 = self
            .submodule12
            .forward(
                add189_out1,
                constant6_out1.clone(),
                constant20_out1.clone(),
                div55_out1,
                div56_out1,
                constant18_out1.clone(),
                add128_out1,
                div35_out1,
                div36_out1,
            );
        let add223_out1 = self
            .submodule13
            .forward(
                concat16_out1,
                constant6_out1.clone(),
                constant18_out1.clone(),
                concat7_out1.clone(),
            );
        let (add264_out1, add258_out1) = self
            .submodule14
            .forward(
                add223_out1,
                constant6_out1.clone(),
                constant18_out1.clone(),
                concat7_out1,
                add80_out1,
                constant20_out1,
                div15_out1,
                div16_out1,
                constant3_out1,
            );
        let add275_out1 = self
            .submodule15
            .forward(
                add264_out1,
                constant6_out1.clone(),
                add258_out1,
                constant18_out1.clone(),
                concat5_out1.clone(),
            );
        let concat21_out1 = self
            .submodule16
            .forward(
                add275_out1,
                constant6_out1.clone(),
                constant18_out1.clone(),
                concat5_out1,
                add32_out1,
            );
        let (add328_out1, concat22_out1) = self
            .submodule17
            .forward(
                concat21_out1,
                constant6_out1.clone(),
                constant18_out1.clone(),
                constant30_out1,
                div1_out1,
                div2_out1,
            );
        let add344_out1 = self
            .submodule18
            .forward(
                add328_out1,
                constant6_out1.clone(),
                constant18_out1.clone(),
                concat22_out1.clone(),
            );
        let add356_out1 = self
            .submodule19
            .forward(add344_out1, constant6_out1, constant18_out1, concat22_out1, image);
        add356_out1
    }
}
