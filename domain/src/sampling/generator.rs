//! SplitMix64, the one generator of every draw (cli.md, "Draws, exactly").
//! Not here: where seeds come from. A seed is passed in and printed on the protocol sheet.

/// SplitMix64 (Steele, Lea, Flood 2014) started at a seed. Ten lines that can be redone in any
/// spreadsheet are worth more here than a faster generator from a library.
#[derive(Clone, Debug)]
pub struct SplitMix64 {
    state: u64,
}

impl SplitMix64 {
    /// The generator at its start.
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The next 64 bits. For seed 0 the first three are e220a8397b1dcdaf, 6e789e6aa1b965f4,
    /// 06c45d188009454f.
    pub fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A whole number from 0 to `bound − 1`, each equally likely: outputs at or above the largest
    /// multiple of `bound` are drawn again. A bound of 0 or 1 answers 0 (and 1 still uses one
    /// output, as the rule says; 0 uses none).
    pub fn below(&mut self, bound: u64) -> u64 {
        if bound == 0 {
            return 0;
        }
        // 2^64 mod bound, without 128-bit numbers: (2^64 − bound) ≡ 2^64 (mod bound).
        let excess = bound.wrapping_neg() % bound;
        loop {
            let output = self.next_u64();
            // limit = 2^64 − excess; `output < limit` without leaving 64 bits.
            if excess == 0 || output <= u64::MAX - excess {
                return output % bound;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_outputs_for_seed_0_are_the_published_ones() {
        let mut generator = SplitMix64::new(0);
        let outputs = [
            generator.next_u64(),
            generator.next_u64(),
            generator.next_u64(),
        ];
        assert_eq!(
            outputs,
            [
                0xe220_a839_7b1d_cdaf,
                0x6e78_9e6a_a1b9_65f4,
                0x06c4_5d18_8009_454f
            ]
        );
    }

    #[test]
    fn an_output_in_the_biased_tail_is_drawn_again() {
        // For this bound, 2^64 mod bound = 2^64 − bound: nearly half of all outputs are rejected.
        let bound = (1u64 << 63) + 1;
        let mut plain = SplitMix64::new(0);
        let expected = std::iter::repeat_with(|| plain.next_u64()).find(|output| *output < bound);
        assert_eq!(Some(SplitMix64::new(0).below(bound)), expected);
        assert_ne!(
            expected,
            Some(0xe220_a839_7b1d_cdaf),
            "the first output is in the tail"
        );
    }
}
