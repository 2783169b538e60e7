namespace Lectern.Functions.Users;

internal sealed record UserResource() : Resource(
    80, "Who may call the API, and their profiles.", UserJson.Default, typeof(ProfileStore), typeof(UserStore));

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Page<User>))]
[JsonSerializable(typeof(UserInput))]
internal sealed partial class UserJson : JsonSerializerContext;
