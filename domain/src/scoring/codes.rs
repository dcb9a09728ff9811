//! The codes of gaps and flags, each once. Whoever puts them into words matches on these types, so
//! that a new code does not compile before it has its words. Not here: the words (the app's
//! locales, `report::gap_words`).

/// An enumeration whose cases are codes that travel.
macro_rules! codes {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $case:ident = $code:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$doc])* $case,)+
        }

        impl $name {
            /// Every case.
            pub const ALL: &'static [Self] = &[$(Self::$case,)+];

            /// The code that travels.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$case => $code,)+
                }
            }

            /// Reads it.
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|case| case.as_str() == code)
            }
        }
    };
}

codes! {
    /// Why an indicator has no score.
    GapCode {
        /// A ratio, deviation, target or cost plan would be divided by zero.
        ZeroDenominator = "ZERO_DENOMINATOR",
        /// A quantity, share or count below zero.
        NegativeInput = "NEGATIVE_INPUT",
        /// Nothing was checked, marked or listed.
        EmptySample = "EMPTY_SAMPLE",
        /// More defective units than checked units.
        DefectExceedsSample = "DEFECT_EXCEEDS_SAMPLE",
        /// No band covers the value.
        OutOfBands = "OUT_OF_BANDS",
        /// An interpolation between two equal abscissas.
        EqualEndpoints = "EQUAL_ENDPOINTS",
        /// Everything is 不适用, or there is no base to grow from.
        NotApplicable = "NOT_APPLICABLE",
        /// The percentage lies outside the level that was chosen.
        PctOutOfLevel = "PCT_OUT_OF_LEVEL",
        /// The score would lie outside [0, weight].
        ScoreOutOfRange = "SCORE_OUT_OF_RANGE",
        /// The input is not of the shape that the rule needs.
        MalformedInput = "MALFORMED_INPUT",
        /// No rule of that kind exists.
        UnknownRule = "UNKNOWN_RULE",
        /// More elements, digits or nesting than any real evaluation has.
        InputTooLarge = "INPUT_TOO_LARGE",
        /// A desk mark, one of its elements or one of its figures is not entered.
        MissingMark = "MISSING_MARK",
        /// The mark that is stored does not fit the rule.
        MarkOfWrongKind = "MARK_OF_WRONG_KIND",
        /// A mark without its reason.
        ReasonMissing = "REASON_MISSING",
        /// A mark whose reason is too short.
        ReasonTooShort = "REASON_TOO_SHORT",
        /// A fund figure is not entered.
        MissingFundFigure = "MISSING_FUND_FIGURE",
        /// A complete inspection lacks a number that is summed.
        MissingAnswer = "MISSING_ANSWER",
        /// Two complete inspections of one project.
        DuplicateInspection = "DUPLICATE_INSPECTION",
        /// An inspected project is not in the frame.
        ProjectNotInFrame = "PROJECT_NOT_IN_FRAME",
        /// The frame has no planned quantity for a project.
        MissingPlannedQuantity = "MISSING_PLANNED_QUANTITY",
        /// No complete response of the questionnaire.
        NoSurvey = "NO_SURVEY",
        /// Responses, but none that is valid and answers what is measured.
        NoValidResponse = "NO_VALID_RESPONSE",
        /// Several questionnaires, and the indicator does not say which.
        AmbiguousSurvey = "AMBIGUOUS_SURVEY",
        /// The rule says no deduction for findings of that severity.
        UnpricedFinding = "UNPRICED_FINDING",
        /// The rule's operand is bound to nothing.
        UnboundOperand = "UNBOUND_OPERAND",
        /// A qualitative mark lacks its second person.
        SecondScorerMissing = "SECOND_SCORER_MISSING",
        /// Two marks are more than a tenth of the weight apart, and nobody decided.
        ScorersApart = "SCORERS_APART",
        /// A manual score that no second person confirmed.
        SecondPersonMissing = "SECOND_PERSON_MISSING",
        /// The operand is weighted by the sampling design, and nothing was drawn.
        MissingSamplingWeight = "MISSING_SAMPLING_WEIGHT",
        /// 不适用 of so many 分 that the commissioning party has to agree, and did not yet.
        ClientConsentMissing = "CLIENT_CONSENT_MISSING",
        /// A form version that was answered lacks the field or the choice that is read, or has it
        /// under another type.
        BindingBroken = "BINDING_BROKEN",
    }
}

codes! {
    /// 提示 beside a score.
    ScoreFlag {
        /// Full marks although the target was exceeded by 30 % or more.
        TargetTooLow = "TARGET_TOO_LOW",
        /// 20 % or more was saved.
        BudgetTooHigh = "BUDGET_TOO_HIGH",
        /// Fewer than three experts gave a mark.
        FewExperts = "FEW_EXPERTS",
        /// Fewer valid responses than the plan asks for.
        SurveyTooSmall = "SURVEY_TOO_SMALL",
        /// The figure counts responses to posters.
        SurveyHoldsPosters = "SURVEY_HOLDS_POSTERS",
        /// A sampled project has no complete inspection.
        SampleIncomplete = "SAMPLE_INCOMPLETE",
        /// A site answered 无法核实.
        CannotVerify = "CANNOT_VERIFY",
        /// The same finding, or the answer it comes from, costs points under two indicators
        /// (domain.md §9 trap 12).
        FindingDeductedTwice = "FINDING_DEDUCTED_TWICE",
        /// The weight is another one than the framework's, because others are 不适用.
        WeightRedistributed = "WEIGHT_REDISTRIBUTED",
        /// 一票否决 set it to zero.
        Vetoed = "VETOED",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_read_back_as_itself() {
        for gap in GapCode::ALL {
            assert_eq!(GapCode::parse(gap.as_str()), Some(*gap));
        }
        for flag in ScoreFlag::ALL {
            assert_eq!(ScoreFlag::parse(flag.as_str()), Some(*flag));
        }
        assert_eq!(GapCode::parse("MISSING_SURVEY"), None);
    }
}
