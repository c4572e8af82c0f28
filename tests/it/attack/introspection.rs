//! Introspection: what tools ask is answered, what multiplies is refused.

use serde_json::json;
use wegweiser::graphql::Bounds;

use super::cost::{Scales, held};
use super::door::Door;
use crate::support::TestApp;

/// `getIntrospectionQuery` of graphql-js 16 with every option on, as GraphiQL sends it.
const STANDARD: &str = "
    query IntrospectionQuery {
      __schema {
        description
        queryType { name }
        mutationType { name }
        subscriptionType { name }
        types { ...FullType }
        directives { name description isRepeatable locations args(includeDeprecated: true) { ...InputValue } }
      }
    }
    fragment FullType on __Type {
      kind name description specifiedByURL isOneOf
      fields(includeDeprecated: true) {
        name description
        args(includeDeprecated: true) { ...InputValue }
        type { ...TypeRef }
        isDeprecated deprecationReason
      }
      inputFields(includeDeprecated: true) { ...InputValue }
      interfaces { ...TypeRef }
      enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
      possibleTypes { ...TypeRef }
    }
    fragment InputValue on __InputValue {
      name description
      type { ...TypeRef }
      defaultValue isDeprecated deprecationReason
    }
    fragment TypeRef on __Type {
      kind name
      ofType { kind name ofType { kind name ofType { kind name ofType { kind name
        ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name
        } } } } } } } } }
    }";

#[tokio::test]
async fn the_standard_query_of_tools_is_answered_to_the_public_and_the_desk() {
    let app = TestApp::start().await;
    let door = Door::open(&app, Bounds::default());
    let token = app.admin().await;
    let body = json!({ "query": STANDARD }).to_string();
    let estimate = Scales::new(&app).estimate(STANDARD).await;
    for token in [None, Some(token.as_str())] {
        let answer = door.send(&body, token).await;
        assert!(answer.body.get("errors").is_none(), "{:.500}", answer.text);
        let held = held(&answer.body["data"]);
        println!("{estimate:?} was estimated, {held:?} came in {} bytes", answer.text.len());
        assert!(held.objects <= estimate.objects && held.values <= estimate.values, "{held:?}");
    }
}

#[tokio::test]
async fn introspection_that_multiplies_is_refused() {
    let app = TestApp::start().await;
    let door = Door::open(&app, Bounds::default());
    let fields = |depth: usize| "fields { type { ".repeat(depth) + "name" + &" } }".repeat(depth);
    let wrapped = |depth: usize| "fields { type { ofType { ".repeat(depth) + "name" + &" } } }".repeat(depth);
    let possible =
        |depth: usize| "possibleTypes { interfaces { ".repeat(depth) + "name" + &" } }".repeat(depth);
    for query in [
        format!("{{ __schema {{ types {{ {} }} }} }}", fields(4)),
        format!("{{ __schema {{ types {{ {} }} }} }}", wrapped(4)),
        format!("{{ __schema {{ types {{ {} }} }} }}", possible(5)),
        format!("{{ __schema {{ queryType {{ {} }} }} }}", wrapped(5)),
        format!("{{ __type(name: \"StaffMember\") {{ {} }} }}", wrapped(5)),
        format!("{{ __type(name: \"Node\") {{ {} }} }}", possible(7)),
    ] {
        assert_eq!(door.exceeded(&query, &json!({})).await, "cost", "{query}");
    }
    let much = (0..49).map(|n| {
        format!("a{n}: __schema {{ types {{ name fields {{ name args {{ name type {{ name }} }} }} }} }} ")
    });
    assert_eq!(door.exceeded(&format!("{{ {} }}", much.collect::<String>()), &json!({})).await, "cost");
}

#[tokio::test]
async fn what_introspection_tells_of_one_type_is_no_more_than_was_estimated() {
    let app = TestApp::start().await;
    let scales = Scales::new(&app);
    for query in [
        r#"{ __type(name: "StaffMember") { fields { name args { name } type { name ofType { name fields { name } } } } } }"#,
        r#"{ __type(name: "Query") { fields { args { type { ofType { inputFields { name type { name } } } } } } } }"#,
        r#"{ __type(name: "Node") { possibleTypes { fields { type { ofType { fields { name } } } } } } }"#,
        r#"{ __schema { types { name fields { name args { name } } inputFields { name } enumValues { name } } } }"#,
        r#"{ __schema { queryType { fields { type { fields { name } ofType { fields { name args { name } } } } } } } }"#,
    ] {
        let (estimate, held) = (scales.estimate(query).await, held(&scales.answer(query).await["data"]));
        assert!(
            held.objects <= estimate.objects && held.values <= estimate.values,
            "{query}: {held:?} > {estimate:?}"
        );
        assert!(held.objects > 20, "{query}: {held:?}");
    }
}
