//! A phone's browser without scripts: it follows redirects, keeps a cookie, and fills the fields
//! that a page has. Not here: the server.

use std::collections::BTreeMap;

use reqwest::header::HeaderMap;

pub struct Phone {
    client: reqwest::Client,
    base: String,
    address: String,
}

/// A page as it came.
pub struct Seen {
    pub status: u16,
    /// Path and query it was at in the end.
    pub at: String,
    pub html: String,
    pub headers: HeaderMap,
}

impl Seen {
    pub fn says(&self, text: &str) -> bool {
        self.html.contains(text)
    }

    /// The receipt on the thank-you page.
    pub fn receipt(&self) -> Option<String> {
        let (_, rest) = self.html.split_once("<p class=\"code\">")?;
        Some(rest.split_once('<')?.0.to_owned())
    }

    /// Field name → the values it offers (none for a text field).
    pub fn fields(&self) -> BTreeMap<String, Vec<String>> {
        let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for tag in self.html.split('<').skip(1) {
            let is_field = tag.starts_with("input") || tag.starts_with("textarea");
            let Some(name) = attribute(tag, "name").filter(|name| name.starts_with('/')) else {
                continue;
            };
            let values = fields.entry(name).or_default();
            let choice = tag.contains("type=\"radio\"") || tag.contains("type=\"checkbox\"");
            if is_field && choice {
                values.extend(attribute(tag, "value"));
            }
        }
        fields
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    let value = rest.split_once('"')?.0;
    // The templates escape slashes in attributes.
    Some(value.replace("&#x2f;", "/"))
}

impl Phone {
    pub fn new(base: String, address: &str) -> Self {
        let client = reqwest::Client::builder()
            .cookie_store(true)
            .timeout(std::time::Duration::from_secs(120))
            .build()
            .unwrap();
        Self {
            client,
            base,
            address: address.to_owned(),
        }
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    pub async fn get(&self, path: &str) -> Seen {
        self.send(self.client.get(format!("{}{path}", self.base)))
            .await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let pairs: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect();
        let request = self
            .client
            .post(format!("{}{path}", self.base))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(pairs.join("&"));
        self.send(request).await
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Seen {
        let request = request
            .header("x-forwarded-for", &self.address)
            .header("user-agent", "MicroMessenger")
            .header("accept-language", "zh-CN,zh;q=0.9");
        let response = request.send().await.unwrap();
        let url = response.url();
        let query = url.query().map(|query| format!("?{query}"));
        Seen {
            status: response.status().as_u16(),
            at: url.path().to_owned() + &query.unwrap_or_default(),
            headers: response.headers().clone(),
            html: response.text().await.unwrap(),
        }
    }

    /// Agrees; the first page comes back.
    pub async fn agree(&self, link: &str) -> Seen {
        self.post(&format!("{link}/consent"), &[("agree", "yes")])
            .await
    }

    /// Fills one page: `chosen` by the last part of a question's path, else its first choice.
    pub async fn fill(&self, page: &Seen, chosen: &[(&str, &str)]) -> Seen {
        let mut fields: Vec<(String, String)> = Vec::new();
        for (name, values) in page.fields() {
            let short = name.rsplit('/').next().unwrap().to_owned();
            let wanted = chosen.iter().filter(|(question, _)| *question == short);
            let wanted: Vec<String> = wanted.map(|(_, value)| (*value).to_owned()).collect();
            let first = values.first().cloned().into_iter().collect();
            for value in if wanted.is_empty() { first } else { wanted } {
                fields.push((name.clone(), value));
            }
        }
        fields.push(("go".to_owned(), "next".to_owned()));
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let here = page.at.split('?').next().unwrap();
        self.post(here, &fields).await
    }

    /// Agrees and fills page after page, up to sending.
    pub async fn fill_all(&self, link: &str, chosen: &[(&str, &str)]) -> Seen {
        let mut page = self.agree(link).await;
        for _ in 0..40 {
            assert_eq!(page.status, 200, "{}: {}", page.at, page.html);
            if page.at.contains("/send") {
                return page;
            }
            page = self.fill(&page, chosen).await;
        }
        panic!("the questionnaire never ends: {}", page.at);
    }

    pub async fn send_in(&self, link: &str) -> Seen {
        self.post(&format!("{link}/send"), &[("send", "yes")]).await
    }

    pub async fn withdraw(&self, receipt: &str) -> Seen {
        self.post("/q/withdraw", &[("receipt", receipt)]).await
    }
}

fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    text.bytes()
        .map(|byte| match plain(byte) {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        })
        .collect()
}
