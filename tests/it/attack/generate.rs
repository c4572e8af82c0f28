//! Documents that look like a client's, made at random from what introspection says.

use serde_json::Value;

use crate::crawl::schema::{INTROSPECTION, Named, Schema, named};
use crate::model::Random;
use crate::support::TestApp;

pub struct Generator {
    schema: Schema,
    ids: Vec<String>,
}

impl Generator {
    /// Of the public's schema, and of the ids in a city.
    pub async fn of(app: &TestApp) -> Self {
        let schema = Schema::new(&app.data(INTROSPECTION).await);
        let data =
            app.data("{ staff { nodes { id } } pages { nodes { id } } departments { nodes { id } } }").await;
        let lists = ["staff", "pages", "departments"].map(|list| data[list]["nodes"].as_array().cloned());
        let ids = lists.into_iter().flatten().flatten();
        Self { schema, ids: ids.filter_map(|node| Some(node["id"].as_str()?.to_owned())).collect() }
    }

    pub fn document(&self, random: &mut Random) -> String {
        let mut left = 40 + random.below(160);
        let mut depth = 3 + random.below(6);
        if random.percent(10) {
            depth = 12;
        }
        format!("{{ {} }}", self.set("Query", depth, &mut left, random))
    }

    fn set(&self, of: &str, depth: usize, left: &mut usize, random: &mut Random) -> String {
        let fields = self.schema.fields(of);
        let mut selection = String::from("__typename");
        for _ in 0..1 + random.below(7) {
            let Some(field) = random.pick(&fields) else { break };
            if *left == 0 {
                break;
            }
            *left -= 1;
            let result = named(&field["type"]);
            let below = if self.schema.fields(result.name).is_empty() {
                String::new()
            } else if depth == 0 {
                continue;
            } else {
                format!("{{ {} }}", self.set(result.name, depth - 1, left, random))
            };
            let Some(arguments) = self.arguments(field, random) else { continue };
            let name = field["name"].as_str().expect("a name");
            // Fields with one key must have the same arguments: each has a key of its own.
            selection += &format!(" a{left}: {name}{arguments} {below}");
        }
        selection
    }

    /// Null where one is needed that cannot be made up.
    fn arguments(&self, field: &Value, random: &mut Random) -> Option<String> {
        let mut arguments = Vec::new();
        for argument in field["args"].as_array().into_iter().flatten() {
            let name = argument["name"].as_str().expect("a name");
            let Named { name: ty, is_needed, .. } = named(&argument["type"]);
            let value = match (name, ty) {
                ("first", _) => ["0", "1", "7", "30", "100"][random.below(5)].to_owned(),
                ("locale", _) => format!("{:?}", ["de", "en", "de-simple"][random.below(3)]),
                ("id", _) => format!("{:?}", random.pick(&self.ids)?),
                ("ids", _) => {
                    let ids: Vec<String> =
                        (0..random.below(60)).filter_map(|_| random.pick(&self.ids)).collect();
                    format!("{ids:?}")
                }
                ("by", _) => format!("{{id: {:?}}}", random.pick(&self.ids)?),
                _ if is_needed => return None,
                _ => continue,
            };
            if is_needed || random.percent(60) {
                arguments.push(format!("{name}: {value}"));
            }
        }
        Some(if arguments.is_empty() { String::new() } else { format!("({})", arguments.join(", ")) })
    }
}
