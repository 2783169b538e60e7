using System.Collections.Immutable;

namespace Lectern.DatabaseUrls;

/// <summary>The options for writing a URL.</summary>
public sealed record RenderOptions
{
    /// <summary>The purpose of the connection string.</summary>
    public Purpose Purpose { get; init; }

    /// <summary>Fail if the driver does not support a parameter, even a harmless one.</summary>
    public bool Strict { get; init; }

    /// <summary>Write <see cref="DatabaseUrl.Hidden"/> in place of passwords.</summary>
    public bool HidePassword { get; init; }
}

/// <summary>A URL written for a driver.</summary>
/// <param name="Text">The text.</param>
/// <param name="Notes">The parameters that the driver does not support, with alternatives.</param>
public sealed record UrlRendering(string Text, ImmutableArray<UrlMistake> Notes);
