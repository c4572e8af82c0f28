//! Rows into a table, as few statements as can be. Called by whoever writes rows.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Iterable, ModelTrait};

use super::error::Error;
use super::writing::Writing;

/// Inserts rows in as few statements as the number of placeholders allows.
pub(super) async fn insert_all<M>(writing: &Writing, models: Vec<M>) -> Result<(), Error>
where
    M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
    <M::Entity as EntityTrait>::ActiveModel: ActiveModelTrait<Entity = M::Entity> + Send,
{
    insert(writing, models, None).await
}

/// As [`insert_all`], but says what is done with rows that are there already.
pub(super) async fn insert_or_update<M>(
    writing: &Writing,
    models: Vec<M>,
    where_taken: OnConflict,
) -> Result<(), Error>
where
    M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
    <M::Entity as EntityTrait>::ActiveModel: ActiveModelTrait<Entity = M::Entity> + Send,
{
    insert(writing, models, Some(where_taken)).await
}

async fn insert<M>(writing: &Writing, models: Vec<M>, where_taken: Option<OnConflict>) -> Result<(), Error>
where
    M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
    <M::Entity as EntityTrait>::ActiveModel: ActiveModelTrait<Entity = M::Entity> + Send,
{
    // SQLite takes 32,766 values in a statement.
    let rows = 30_000 / <M::Entity as EntityTrait>::Column::iter().count();
    let mut models = models.into_iter().map(IntoActiveModel::into_active_model).peekable();
    while models.peek().is_some() {
        let mut chunk = M::Entity::insert_many(models.by_ref().take(rows).collect::<Vec<_>>());
        if let Some(where_taken) = &where_taken {
            chunk = chunk.on_conflict(where_taken.clone());
        }
        chunk.exec_without_returning(writing.connection()).await?;
    }
    Ok(())
}
