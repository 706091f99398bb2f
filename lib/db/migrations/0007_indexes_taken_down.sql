CREATE TABLE "deferred_indexes" (
	"position" integer PRIMARY KEY NOT NULL,
	"definition" text NOT NULL
);
