namespace Lectern.Functions.Docs;

internal sealed record DocsResource() : Resource(120, "This description and its reference page.", Json: null);
