namespace Lectern.Functions.Validation;

/// <summary>A rule of a text, which is read in the form that <see cref="TextForm"/> describes.</summary>
public interface ITextRule
{
    /// <summary>Whether the text may have line breaks and tabs, and keeps the blanks around it.</summary>
    bool IsMultiLine => false;
}
