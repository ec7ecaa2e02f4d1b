using Wisp.Sdk;

namespace Wisp.Fixtures.Parts;

/// <summary>Spare parts that clients keep: it adds something to every extension point of Clients, and fails where it is told to.</summary>
public sealed class PartsModule : WispModule
{
    internal const string See = "parts.see";
    internal const string Edit = "parts.edit";

    public override void Configure(ModuleBuilder module)
    {
        module.Database<PartsDb>("parts").Audit("part", subject: "client_id", ignored: ["version"]).Publish("parts_v1");
        module.Features<PartsModule>();
        module.Permission(See, Text("Ver partes")).Permission(Edit, Text("Editar partes"));
    }

    /// <summary>A text without resources is its own key.</summary>
    internal static Label Text(string text) => Label.Of<PartsModule>(text);
}
