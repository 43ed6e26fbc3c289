// Package ext stands in for a module of Traefik's repository that is not published by itself and holds nothing that Traefik
// needs at run time.
package ext

type HTTP struct{}

type Router struct{}
