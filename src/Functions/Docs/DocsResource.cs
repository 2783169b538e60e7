namespace Lectern.Functions.Docs;

internal sealed class DocsResource() : Resource(120, "This description and its reference page.", json: null);
