#pragma once

// Linked into an executable, this target answers some start-up calls of libgit2's
// transports with nothing. It declares nothing to call.
