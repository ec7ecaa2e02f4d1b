using System.Net;

namespace Wisp.Clients.Tests.People;

/// <summary>What an administrator does at the screens of sellers and collectors.</summary>
internal static class PeopleScreens
{
    /// <summary>Fills the form of a new seller or collector and saves.</summary>
    /// <param name="app">The process.</param>
    /// <param name="kind"><c>sellers</c> or <c>collectors</c>.</param>
    /// <param name="name">The name.</param>
    /// <param name="operatorId">Who it is among those who sign in.</param>
    public static async Task<Page> CreatePersonAsync(this ClientsApp app, string kind, string name, Guid? operatorId = null) =>
        await app.Admin.SubmitAsync(
            await app.Admin.GetAsync($"/clients/{kind}/edit"), "form.form", ("Input.Name", name), ("Input.OperatorId", $"{operatorId}"));

    public static async Task<Guid> CreatedPersonAsync(this ClientsApp app, string kind, string name, Guid? operatorId = null)
    {
        var saved = await app.CreatePersonAsync(kind, name, operatorId);
        Assert.True(saved.Status == HttpStatusCode.Redirect, saved.Text);
        return await app.Database.ValueAsync<Guid>($"select id from clients.{kind[..^1]} where name = $1 order by archived limit 1", name);
    }

    public static async Task<Page> EditPersonAsync(this ClientsApp app, string kind, Guid id, params (string Name, string? Value)[] typed) =>
        await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/clients/{kind}/edit/{id}"), "form.form", typed);

    /// <summary>Opens the dialog and archives.</summary>
    /// <param name="app">The process.</param>
    /// <param name="kind"><c>sellers</c> or <c>collectors</c>.</param>
    /// <param name="id">Who is archived.</param>
    /// <param name="target"><c>keep</c>, <c>none</c>, or who takes the clients.</param>
    public static async Task<Page> ArchivePersonAsync(this ClientsApp app, string kind, Guid id, string? target = null)
    {
        var dialog = await app.Admin.GetAsync($"/clients/{kind}/archive/{id}");
        return target is null
            ? await app.Admin.SubmitAsync(dialog, "form.form")
            : await app.Admin.SubmitAsync(dialog, "form.form", ("Input.Target", target));
    }

    /// <summary>Presses "Reactivar" in the list of the archived, and reads what is said.</summary>
    public static async Task<string> RestorePersonAsync(this ClientsApp app, string kind, Guid id)
    {
        var list = await app.Admin.GetAsync($"/clients/{kind}?archived=true");
        var button = list.Document.QuerySelectorAll("button[formaction]").Single(b => b.GetAttribute("formaction")!.Contains($"{id}", StringComparison.OrdinalIgnoreCase));
        var answer = await app.Admin.SubmitAsync(list with { Url = button.GetAttribute("formaction")! }, "form#row-post");
        return (await app.Admin.FollowAsync(answer)).Texts("#toasts .toast-note").Single();
    }

    /// <summary>The rows of a list: name, operator and clients.</summary>
    public static async Task<IEnumerable<string>> PeopleAsync(this ClientsApp app, string kind, bool archived = false) =>
        (await app.Admin.GetAsync($"/clients/{kind}{(archived ? "?archived=true" : "")}")).Document.QuerySelectorAll("tbody tr")
            .Select(row => string.Join(" | ", row.Children.Take(3).Select(cell => string.Join(' ', cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))));

    public static Task<T?> PersonAsync<T>(this ClientsApp app, string kind, Guid id, string column) =>
        app.Database.ValueAsync<T>($"select {column} from clients.{kind[..^1]} where id = $1", id);

    /// <summary>The form came back with this one message.</summary>
    public static void RefusedPerson(Page page, string said, HttpStatusCode status = HttpStatusCode.UnprocessableEntity)
    {
        Assert.Equal(status, page.Status);
        Assert.Equal([said], page.Texts(".error-summary li"));
    }
}

/// <summary>Tests of the screens share one web process; each makes its own people.</summary>
[CollectionDefinition(Name)]
public sealed class PeopleTests : ICollectionFixture<ClientsApp>
{
    public const string Name = "people";
}
