//! Numbers with a fixed point: all that the reader reckons with.
//!
//! A value is a whole number of 1/4096ths ([`FRACTION`] bits), so every platform gets the same
//! bits. Values that are kept are `i16` and reach from -8 to 8; what lies outside is cut off.

use std::sync::LazyLock;

/// Bits behind the point.
pub const FRACTION: u32 = 12;

/// The curve of σ from -8 to 8 in steps of 1/512, in 1/32768ths.
static SIGMOID: LazyLock<Vec<i16>> = LazyLock::new(|| {
    // exp(-1/512) and exp(-1/1024) in 1/2⁶³ths.
    const STEP: u128 = 9_205_375_219_083_682_339;
    const HALF: u128 = 9_214_369_234_215_239_612;
    const ONE: u128 = 1 << 63;
    let mut power = HALF;
    let half: Vec<i16> = (0..STEPS / 2)
        .map(|_| {
            let value = ((ONE << 15) + (ONE + power) / 2) / (ONE + power);
            power = (power * STEP) >> 63;
            value.min(i16::MAX as u128) as i16
        })
        .collect();
    let below = half.iter().rev().map(|value| i16::MAX - value + 1);
    below.chain(half.iter().copied()).collect()
});

const STEPS: usize = 8192;

/// The part of `value` that an `i16` holds.
#[inline]
pub fn saturate(value: i32) -> i16 {
    value.clamp(i16::MIN.into(), i16::MAX.into()) as i16
}

/// The curves of [`sigmoid`](Curves::sigmoid) and [`tanh`](Curves::tanh).
#[derive(Clone, Copy, Debug)]
pub struct Curves(&'static [i16]);

impl Default for Curves {
    /// Draws the curves the first time.
    fn default() -> Self {
        Self(&SIGMOID)
    }
}

impl Curves {
    /// `σ(x)` in 1/32768ths.
    #[inline]
    pub fn sigmoid(self, x: i32) -> i32 {
        self.0[((saturate(x) >> 3) + (STEPS / 2) as i16) as usize % STEPS].into()
    }

    /// `tanh(x)` in 1/4096ths.
    #[inline]
    pub fn tanh(self, x: i32) -> i32 {
        (2 * self.sigmoid(2 * x) - (1 << 15) + 4) >> 3
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curves_are_right() {
        let curves = Curves::default();
        for x in (-60_000..60_000).step_by(7) {
            let real = f64::from(x) / 4096.0;
            let sigmoid = f64::from(curves.sigmoid(x)) / 32768.0;
            assert!((sigmoid - 1.0 / (1.0 + (-real).exp())).abs() < 5e-4, "{real}: {sigmoid}");
            let tanh = f64::from(curves.tanh(x)) / 4096.0;
            assert!((tanh - real.tanh()).abs() < 1.2e-3, "{real}: {tanh}");
        }
    }
}
