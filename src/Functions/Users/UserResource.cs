namespace Lectern.Functions.Users;

internal sealed class UserResource() : Resource(
    80, "Who may call, and how they want to be addressed.", UserJson.Default, typeof(ProfileStore), typeof(UserStore));

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Page<User>))]
[JsonSerializable(typeof(UserInput))]
internal sealed partial class UserJson : JsonSerializerContext;
