using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.People;

internal static class PeopleContributions
{
    public static void AddPeople(this ModuleBuilder module)
    {
        module.Permission(ClientPermissions.People, Label.Of<PeopleText>("permission"));
        module.Job<MoveClientsJob>(MoveClientsJob.Key, Label.Of<PeopleText>("move"), ClientPermissions.People);
        module.Menu(Entry(PeopleShape.Sellers, 310)).Menu(Entry(PeopleShape.Collectors, 320));
    }

    private static MenuEntry Entry(PeopleShape shape, int order) => new(
        $"clients.{shape.Slug}", Label.Of<PeopleText>(shape.Key("title")), shape.Url, ClientPermissions.People, order, "users", "settings");
}
