namespace Wisp.Modules.Clients;

/// <summary>Names the texts of the advanced search.</summary>
internal sealed class SearchText;
