interface Room {
  running: number;
  readonly waiting: (() => void)[];
}

/** Lets only so many of one name work at once; the others wait for their turn, in the order in which they came. */
export class Turns {
  private readonly rooms = new Map<string, Room>();

  constructor(private readonly most: number) {}

  async take<T>(name: string, work: () => Promise<T>): Promise<T> {
    const room = this.roomOf(name);
    if (room.running < this.most) room.running++;
    else await new Promise<void>((resolve) => room.waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = room.waiting.shift();
      // Takes over the place.
      if (next) next();
      else if (--room.running === 0) this.rooms.delete(name);
    }
  }

  private roomOf(name: string): Room {
    const known = this.rooms.get(name);
    if (known) return known;
    const room = { running: 0, waiting: [] };
    this.rooms.set(name, room);
    return room;
  }
}
