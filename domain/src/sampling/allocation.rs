//! How many to draw from each stratum: proportional, by largest remainder.
//! Not here: the draw within a stratum (`draw`).

use super::SamplingError;

/// Shares `n` among strata of these sizes: nₕ = n·Nₕ/N rounded down, what is left over goes to the
/// largest remainders, ties to the earlier stratum. With `min_per_stratum` 1 every non-empty
/// stratum left without one then takes one from the largest allocation (the earliest of equals).
///
/// The allocations sum to `n` and none exceeds its stratum. Errors: `SampleLargerThanPopulation`;
/// `MinimumUnsupported` when the minimum is neither 0 nor 1; `SampleSmallerThanStrata` when the
/// minimum cannot be met. Source: cli.md, domain.md §5.2.
pub fn allocate(sizes: &[u64], n: u64, min_per_stratum: u32) -> Result<Vec<u64>, SamplingError> {
    let population: u64 = sizes.iter().sum();
    if n > population {
        return Err(SamplingError::SampleLargerThanPopulation { n, population });
    }
    if population == 0 {
        return Ok(vec![0; sizes.len()]);
    }
    let whole_and_remainder: Vec<(u64, u128)> = sizes
        .iter()
        .map(|size| {
            let product = u128::from(*size) * u128::from(n);
            let population = u128::from(population);
            // The quotient is at most `size`, so it fits.
            (
                u64::try_from(product / population).unwrap_or(*size),
                product % population,
            )
        })
        .collect();
    let mut allocation: Vec<u64> = whole_and_remainder
        .iter()
        .map(|(whole, _)| *whole)
        .collect();
    let left_over = n - allocation.iter().sum::<u64>();
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    // A stable sort keeps the earlier stratum first among equal remainders.
    order.sort_by_key(|index| {
        std::cmp::Reverse(
            whole_and_remainder
                .get(*index)
                .map_or(0, |(_, remainder)| *remainder),
        )
    });
    for index in order
        .into_iter()
        .take(usize::try_from(left_over).unwrap_or(usize::MAX))
    {
        if let Some(count) = allocation.get_mut(index) {
            *count += 1;
        }
    }
    match min_per_stratum {
        0 => Ok(allocation),
        1 => with_minimum_of_one(sizes, allocation, n),
        other => Err(SamplingError::MinimumUnsupported { minimum: other }),
    }
}

fn with_minimum_of_one(
    sizes: &[u64],
    mut allocation: Vec<u64>,
    n: u64,
) -> Result<Vec<u64>, SamplingError> {
    let strata = u64::try_from(sizes.iter().filter(|size| **size > 0).count()).unwrap_or(u64::MAX);
    if n < strata {
        return Err(SamplingError::SampleSmallerThanStrata { n, strata });
    }
    for index in 0..allocation.len() {
        let is_short = allocation.get(index) == Some(&0) && sizes.get(index) != Some(&0);
        if !is_short {
            continue;
        }
        let largest = allocation.iter().copied().max().unwrap_or(0);
        if let Some(giver) = allocation.iter_mut().find(|count| **count == largest) {
            *giver -= 1;
        }
        if let Some(count) = allocation.get_mut(index) {
            *count = 1;
        }
    }
    Ok(allocation)
}
