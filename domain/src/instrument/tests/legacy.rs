//! Forms of the first release run on, from the XForm that was made of them.

use super::super::{Choice, Instrument, Node, QuestionDetails, QuestionType, Session};
use super::now;

const XFORM: &str = r#"<h:html xmlns:h="h"><h:head><model><itext>
<translation lang="中文 (zh)">
<text id="/data/n:jr:constraintMsg"><value>太大</value></text></translation>
</itext><instance><data id="old" version="1"><n>2</n><v/><t/></data></instance>
<instance id="village"><root><item><name>a1</name><town>1</town></item>
<item><name>b1</name><town>2</town></item></root></instance>
<bind nodeset="/data/n" type="int" constraint=". &lt; 5"
 jr:constraintMsg="jr:itext('/data/n:jr:constraintMsg')"/>
<bind nodeset="/data/v" required="true()"/>
<bind nodeset="/data/t" calculate=" /data/n  * 2" relevant=" /data/n  > 1"/></model></h:head>
<h:body><select1 ref="/data/v"><itemset nodeset="instance('village')/root/item[town= /data/n ]">
<value ref="name"/><label ref="label"/></itemset></select1></h:body></h:html>"#;

fn question(path: &str, question_type: QuestionType) -> Node {
    Node::Question {
        path: path.to_owned(),
        question_type,
        label: Default::default(),
        hint: Default::default(),
        appearance: String::new(),
        required: false,
        read_only: false,
        evaluation: Default::default(),
        details: QuestionDetails::default(),
    }
}

#[test]
fn a_form_with_an_xform_keeps_its_rules() {
    let choice = |name: &str| Choice {
        name: name.to_owned(),
        ..Choice::default()
    };
    let choices = vec![choice("a1"), choice("b1")];
    let instrument = Instrument {
        xform: XFORM.to_owned(),
        nodes: vec![
            question("/data/n", QuestionType::Integer),
            question("/data/v", QuestionType::SelectOne { choices }),
            question("/data/t", QuestionType::Calculate),
        ],
        ..Instrument::default()
    };
    let mut session = Session::new(&instrument, now()).expect("opens");
    assert_eq!(
        (session.value("/data/n"), session.value("/data/t")),
        ("2", "4")
    );
    assert_eq!(session.state().missing, ["/data/v"]);
    let offered: Vec<&str> = session
        .choices("/data/v")
        .iter()
        .map(|choice| choice.name.as_str())
        .collect();
    assert_eq!(offered, ["b1"]);
    session.answer("/data/n", "7");
    assert_eq!(session.state().invalid[0].message["中文 (zh)"], "太大");
    session.answer("/data/n", "1");
    assert!(!session.state().relevant("/data/t"));
}
