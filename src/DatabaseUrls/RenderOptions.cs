using System.Collections.Immutable;

namespace Lectern.DatabaseUrls;

/// <summary>How a URL is written.</summary>
public sealed record RenderOptions
{
    /// <summary>What it is for.</summary>
    public Purpose Purpose { get; init; }

    /// <summary>Is it an error when the driver has to do without a parameter, even a harmless one?</summary>
    public bool Strict { get; init; }

    /// <summary>Write <see cref="DatabaseUrl.Hidden"/> in place of passwords?</summary>
    public bool HidePassword { get; init; }
}

/// <summary>A URL written for a driver.</summary>
/// <param name="Text">The text.</param>
/// <param name="Notes">What the driver does without, and how to give it that by other means.</param>
public sealed record UrlRendering(string Text, ImmutableArray<UrlMistake> Notes);
