"""The cheapest way from one place to another."""


def cheapest_route(network, start, end):
    """The length in metres and the places of the shortest route; None when there is no way.

    Of routes of the same length, the one is taken that is found first when places are looked at by distance, then by name.
    """
    frontier = [(0, start)]
    distances = {start: 0}
    came_from = {}
    finished = []
    while frontier:
        nearest = min(frontier)
        frontier.remove(nearest)
        distance, place = nearest
        if place in finished:
            continue
        finished.append(place)
        if place == end:
            return distance, _trace(came_from, start, end)
        for neighbour, metres in network.roads_from(place):
            reached = distance + metres
            if neighbour not in distances or reached < distances[neighbour]:
                distances[neighbour] = reached
                came_from[neighbour] = place
                frontier.append((reached, neighbour))
    return None


def _trace(came_from, start, end):
    places = [end]
    while places[-1] != start:
        places.append(came_from[places[-1]])
    places.reverse()
    return places
