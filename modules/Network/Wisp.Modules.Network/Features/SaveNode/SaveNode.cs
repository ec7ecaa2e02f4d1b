using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features.Catalog;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.SaveNode;

[Feature]
internal sealed class SaveNode(SaveItem save)
{
    public static readonly IReadOnlyList<string> Kinds = ["tower", "cabinet", "building", "other"];

    private const int LongestNotes = 4000;

    /// <summary>Saves a new node (<paramref name="id"/> is null) or an edited one; an empty answer means saved.</summary>
    public async Task<IReadOnlyList<Problem>> RunAsync(Guid? id, NodeInput input, CancellationToken cancellationToken)
    {
        var notes = Typed.Text(input.Notes);
        List<Problem> problems = [.. SaveItem.CheckName(input.Name)];
        if (!Kinds.Contains(input.Kind)) problems.Add(new(nameof(input.Kind), "kind.invalid", input.Kind ?? ""));
        if (!GeoText.TryRead(input.Latitude, input.Longitude, out var point))
            problems.Add(new(nameof(input.Latitude), "point.invalid", input.Latitude ?? "", input.Longitude ?? ""));
        if (notes?.Length > LongestNotes) problems.Add(new(nameof(input.Notes), "notes.long", notes.Length, LongestNotes));
        if (problems.Count > 0) return problems;

        return await save.RunAsync<Node>(CatalogShape.Nodes, id, input.Version, node =>
        {
            node.Name = Typed.Line(input.Name)!;
            node.Kind = input.Kind!;
            node.ServerId = input.ServerId;
            node.Location = point;
            node.Notes = notes;
        }, [new(CatalogShape.Servers, nameof(input.ServerId), input.ServerId, MayBeArchived: false, "server.gone")], cancellationToken);
    }
}
