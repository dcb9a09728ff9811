//! 联合审核 of one self-evaluation by three parties: 绩效科, 业务科 and 第三方机构 (seed row S3-05).
//! Not here: the arithmetic that they look at (`checks`, `rescore`), who may sign in.

use crate::problem::Problem;
use crate::time::{Timestamp, parse_day};

/// Characters of a name.
const NAME_LIMIT: usize = 50;
/// Characters of a paper's number.
const NUMBER_LIMIT: usize = 100;

/// Who reviews a self-evaluation.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// 绩效科.
    PerformanceSection,
    /// 业务科.
    BusinessSection,
    /// 第三方机构.
    ThirdParty,
}

impl Party {
    /// All three, in the order in which they are printed.
    pub const ALL: [Party; 3] = [
        Party::PerformanceSection,
        Party::BusinessSection,
        Party::ThirdParty,
    ];

    /// Whether the party signs on paper, of which the desk keeps name, day and number. The firm
    /// itself signs at the desk.
    pub fn signs_on_paper(self) -> bool {
        self != Party::ThirdParty
    }

    /// The term as printed.
    pub fn term(self) -> &'static str {
        match self {
            Party::PerformanceSection => "绩效科",
            Party::BusinessSection => "业务科",
            Party::ThirdParty => "第三方机构",
        }
    }
}

/// Where the original of a signature is: the paper stays it, the desk only records it.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaperSignature {
    /// The day written on the paper: `2026-11-22`.
    pub day: String,
    /// 文号 or 编号 of the paper.
    pub number: String,
}

/// What one party signed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PartySignature {
    /// For which party.
    pub party: Party,
    /// The person's name as printed.
    pub name: String,
    /// Whether the self-evaluation passes in this party's opinion.
    pub passed: bool,
    /// The opinion in words; needed where it does not pass.
    pub opinion: String,
    /// When it was signed at the desk, or recorded there from the paper.
    pub signed_at: Timestamp,
    /// The paper; of 绩效科 and 业务科 always.
    #[serde(default)]
    pub paper: Option<PaperSignature>,
    /// Printed name of who recorded the paper; empty for who signed at the desk.
    #[serde(default)]
    pub recorded_by: String,
}

/// Where a joint review stands.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum JointReviewState {
    /// Not all have signed.
    Waiting {
        /// Who has not, in the order in which they are printed.
        missing: Vec<Party>,
    },
    /// 通过: all three have signed and passed it.
    Passed,
    /// 不通过: all three have signed, and at least one did not pass it.
    NotPassed,
}

/// The joint review of one self-evaluation.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JointReview {
    /// In the order in which they were given; that order is free.
    pub signatures: Vec<PartySignature>,
}

impl JointReview {
    /// Whether all have signed, and whether it passes.
    pub fn state(&self) -> JointReviewState {
        let has_signed = |party: &Party| self.signatures.iter().any(|given| given.party == *party);
        let missing: Vec<Party> = Party::ALL
            .into_iter()
            .filter(|party| !has_signed(party))
            .collect();
        if !missing.is_empty() {
            return JointReviewState::Waiting { missing };
        }
        match self.signatures.iter().all(|given| given.passed) {
            true => JointReviewState::Passed,
            false => JointReviewState::NotPassed,
        }
    }

    /// Adds a signature.
    ///
    /// # Errors
    /// `PARTY_NAME_MISSING`, `TEXT_TOO_LONG`; `PARTY_PAPER_MISSING` of a party that signs on paper,
    /// `PARTY_SIGNS_AT_THE_DESK` of the firm with a paper, `PARTY_PAPER_DAY` (no day, or after the
    /// record), `PARTY_PAPER_NUMBER`; `REASON_MISSING` where it does not pass without an opinion;
    /// `PARTY_SIGNED_ALREADY`; `SAME_PERSON_SIGNS_TWICE` for a second party. Nothing is added then.
    pub fn sign(&mut self, signature: PartySignature) -> Result<(), Problem> {
        let name = name_key(&signature.name);
        if name.is_empty() {
            return Err(Problem::new("PARTY_NAME_MISSING").at_path("name"));
        }
        if name.chars().count() > NAME_LIMIT {
            let problem = Problem::new("TEXT_TOO_LONG").with("limit", NAME_LIMIT);
            return Err(problem.at_path("name"));
        }
        check_paper(&signature)?;
        if !signature.passed && signature.opinion.trim().is_empty() {
            return Err(Problem::new("REASON_MISSING").at_path("opinion"));
        }
        for given in &self.signatures {
            if given.party == signature.party {
                let problem = Problem::new("PARTY_SIGNED_ALREADY").at_path("party");
                return Err(problem.with("party", given.party.term()));
            }
            if name_key(&given.name) == name {
                let problem = Problem::new("SAME_PERSON_SIGNS_TWICE").at_path("name");
                let problem = problem.with("party", given.party.term());
                return Err(problem.with("name", &given.name));
            }
        }
        self.signatures.push(signature);
        Ok(())
    }
}

fn check_paper(signature: &PartySignature) -> Result<(), Problem> {
    let party = signature.party;
    let told = |code: &str, path: &str| {
        let problem = Problem::new(code).at_path(path);
        Err(problem.with("party", party.term()))
    };
    let paper = match (&signature.paper, party.signs_on_paper()) {
        (None, false) => return Ok(()),
        (None, true) => return told("PARTY_PAPER_MISSING", "paper"),
        (Some(_), false) => return told("PARTY_SIGNS_AT_THE_DESK", "paper"),
        (Some(paper), true) => paper,
    };
    let recorded_on = signature.signed_at.day();
    let day = parse_day(&paper.day).filter(|day| Some(*day) <= recorded_on);
    let length = paper.number.trim().chars().count();
    match (day.is_some(), (1..=NUMBER_LIMIT).contains(&length)) {
        (false, _) => told("PARTY_PAPER_DAY", "paper.day"),
        (true, false) => told("PARTY_PAPER_NUMBER", "paper.number"),
        (true, true) => Ok(()),
    }
}

/// 王 建国 and 王建国 are one name.
fn name_key(name: &str) -> String {
    name.split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signature(party: Party, name: &str, passed: bool) -> PartySignature {
        PartySignature {
            party,
            name: name.to_owned(),
            passed,
            opinion: "数据属实".to_owned(),
            signed_at: Timestamp(86_400_000 * 2),
            paper: party.signs_on_paper().then(|| PaperSignature {
                day: "1970-01-02".to_owned(),
                number: "财绩审〔2026〕7号".to_owned(),
            }),
            recorded_by: String::new(),
        }
    }

    fn refused(review: &mut JointReview, given: PartySignature) -> String {
        review.sign(given).expect_err("a refusal").code
    }

    #[test]
    fn it_passes_only_when_all_three_have_signed_in_any_order() {
        let mut review = JointReview::default();
        let missing = Party::ALL.to_vec();
        assert_eq!(review.state(), JointReviewState::Waiting { missing });
        let signed = [(Party::ThirdParty, "甲"), (Party::PerformanceSection, "乙")];
        for (party, name) in signed {
            review.sign(signature(party, name, true)).expect("signed");
        }
        let missing = vec![Party::BusinessSection];
        assert_eq!(review.state(), JointReviewState::Waiting { missing });
        let mut other = review.clone();
        let last = |passed| signature(Party::BusinessSection, "丙", passed);
        review.sign(last(true)).expect("signed");
        assert_eq!(review.state(), JointReviewState::Passed);
        assert_eq!(review.signatures.len(), 3);
        other.sign(last(false)).expect("signed");
        assert_eq!(other.state(), JointReviewState::NotPassed);
    }

    #[test]
    fn the_sections_sign_on_paper_with_day_and_number_and_the_firm_at_the_desk() {
        let mut review = JointReview::default();
        let section = signature(Party::BusinessSection, "李四", true);
        let with = |paper: Option<(&str, &str)>| PartySignature {
            paper: paper.map(|(day, number)| PaperSignature {
                day: day.to_owned(),
                number: number.to_owned(),
            }),
            ..section.clone()
        };
        for (paper, code) in [
            (None, "PARTY_PAPER_MISSING"),
            (Some(("1970-01-04", "7号")), "PARTY_PAPER_DAY"),
            (Some(("昨天", "7号")), "PARTY_PAPER_DAY"),
            (Some(("1970-01-02", " ")), "PARTY_PAPER_NUMBER"),
        ] {
            assert_eq!(refused(&mut review, with(paper)), code);
        }
        let mut firm = signature(Party::ThirdParty, "王建国", true);
        firm.paper = section.paper.clone();
        assert_eq!(refused(&mut review, firm), "PARTY_SIGNS_AT_THE_DESK");
        review.sign(section).expect("recorded");
    }

    #[test]
    fn a_party_signs_once_and_a_person_for_one_party() {
        let mut review = JointReview::default();
        let first = signature(Party::ThirdParty, "王建国", true);
        review.sign(first).expect("signed");
        let again = signature(Party::ThirdParty, "李四", true);
        assert_eq!(refused(&mut review, again), "PARTY_SIGNED_ALREADY");
        let twice = signature(Party::BusinessSection, "王 建国", true);
        assert_eq!(refused(&mut review, twice), "SAME_PERSON_SIGNS_TWICE");
        let nameless = signature(Party::BusinessSection, " ", true);
        assert_eq!(refused(&mut review, nameless), "PARTY_NAME_MISSING");
        let mut silent = signature(Party::BusinessSection, "李四", false);
        silent.opinion.clear();
        assert_eq!(refused(&mut review, silent), "REASON_MISSING");
        assert_eq!(review.signatures.len(), 1);
    }
}
