namespace Wisp.Runtime.Operators;

/// <summary>One permission of a role.</summary>
public sealed class RolePermission
{
    /// <summary>Holds every permission, of modules to come too; only the built-in administrator has it.</summary>
    public const string Everything = "*";

    public Guid Id { get; set; }

    public Guid RoleId { get; set; }

    public string Permission { get; set; } = "";

    /// <summary><c>all</c> or <c>own</c>.</summary>
    public string Scope { get; set; } = "all";
}
