//! What mutations of accounts give. `account` and `grant` declare theirs by it.

/// Declares the payload of a mutation that gives an account.
macro_rules! account_payload {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(SimpleObject)]
        #[graphql(visible = "is_desk")]
        pub struct $name {
            /// The account as it is now. Null where there are problems.
            account: Option<Account>,
            /// What stands against it; nothing was changed then.
            problems: Vec<Problem>,
        }

        impl $name {
            pub(super) async fn of(
                ctx: &async_graphql::Context<'_>,
                result: Result<uuid::Uuid, crate::editing::Error>,
            ) -> Result<Self, Failure> {
                let (id, problems) = outcome(result)?;
                let account = match id {
                    Some(id) => Account::read(ctx, id).await?,
                    None => None,
                };
                Ok(Self { account, problems })
            }
        }
    };
}
pub(super) use account_payload;
