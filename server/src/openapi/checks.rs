//! The description of 专项审核 and 项目汇总. Not here: how operations are described (`super`).

use domain::wire::{self, urls};
use utoipa::openapi::path::HttpMethod::{Get, Post, Put};

use super::Described;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(super) fn described(described: Described) -> Described {
    monitoring(reviews(described))
}

fn reviews(described: Described) -> Described {
    described
        .json::<(), wire::SelfEvaluationList>(Get, urls::SELF_EVALUATIONS, "Self-evaluations")
        .json::<(), wire::SelfEvaluationList>(
            Post,
            urls::SELF_EVALUATIONS,
            "Add the sheets of a workbook",
        )
        .json::<(), wire::SelfEvaluationView>(
            Get,
            urls::SELF_EVALUATION,
            "One with its checks, scored again",
        )
        .json::<wire::SaveMarks, wire::SelfEvaluationView>(
            Put,
            urls::SELF_EVALUATION,
            "Marks of reviewers",
        )
        .json::<wire::SignSelfEvaluation, wire::SelfEvaluationView>(
            Post,
            urls::SELF_EVALUATION_SIGN,
            "Sign for one party",
        )
        .json::<(), wire::TargetReviewList>(Get, urls::TARGET_REVIEWS, "Target reviews")
        .json::<wire::NewTargetReview, wire::TargetReviewList>(
            Post,
            urls::TARGET_REVIEWS,
            "Add a project",
        )
        .json::<wire::SaveCutOff, wire::TargetReviewList>(
            Put,
            urls::TARGET_CUT_OFF,
            "Change the cut-off, with a reason",
        )
        .json::<wire::ActOnTargetReview, wire::TargetReviewList>(
            Post,
            urls::TARGET_REVIEW,
            "An opinion, or the next round",
        )
}

fn monitoring(described: Described) -> Described {
    described
        .json::<(), wire::MonitoringBoard>(
            Get,
            urls::MONITORING,
            "Colours at the end of a month, ?month=&preset=",
        )
        .json::<wire::SaveMonitoring, wire::MonitoringBoard>(
            Put,
            urls::MONITORING,
            "Projects with their figures",
        )
        .json::<(), wire::MonitoringRulesView>(
            Get,
            urls::MONITORING_RULES,
            "Presets of monitoring, and which is in force",
        )
        .json::<wire::SaveMonitoringRules, wire::MonitoringRulesView>(
            Put,
            urls::MONITORING_RULES,
            "Change them, with a reason",
        )
        .json::<wire::ActOnWatch, wire::MonitoringBoard>(
            Post,
            urls::MONITORING_WATCH,
            "A step on the ledger",
        )
        .json::<(), wire::ProgrammeView>(Get, urls::PROGRAMME, "My engagements together")
        .bytes(
            Get,
            urls::MONITORING_TABLE,
            XLSX,
            "Board and ledger as a workbook",
        )
        .bytes(
            Get,
            urls::PROGRAMME_TABLE,
            XLSX,
            "The programme as a workbook",
        )
        .json::<(), wire::ScorecardView>(Get, urls::SCORECARD, "The firm's scorecard")
        .json::<wire::SaveScorecard, wire::ScorecardView>(Put, urls::SCORECARD, "Change it")
}
