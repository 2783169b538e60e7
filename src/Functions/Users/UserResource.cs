namespace Lectern.Functions.Users;

internal sealed record UserResource() : Resource(
    80, "Who may call the API, and their profiles.", UserJson.Default, typeof(ProfileStore), typeof(UserStore))
{
    public override IReadOnlyList<ConstraintRule> Constraints =>
    [
        new("users_last_admin_check", "this is the last active admin; make another user an active admin first",
            ConstraintRule.WholeRow, ProblemType.InUse),
    ];
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Page<User>))]
[JsonSerializable(typeof(UserInput))]
internal sealed partial class UserJson : JsonSerializerContext;
