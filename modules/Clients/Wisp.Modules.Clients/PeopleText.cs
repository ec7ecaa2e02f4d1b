namespace Wisp.Modules.Clients;

/// <summary>Names the texts of sellers and collectors.</summary>
internal sealed class PeopleText;
