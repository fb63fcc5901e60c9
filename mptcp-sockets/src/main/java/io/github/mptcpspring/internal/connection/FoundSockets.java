/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.internal.connection;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Set;

import io.github.mptcpspring.Protocol;

/**
 * {@link SocketVisitor} that stores connections in a few bytes each: there may be a
 * hundred thousand.
 */
final class FoundSockets implements SocketVisitor {

	private final BitSet listenerPorts = new BitSet(1 << Character.SIZE);

	private final Set<ListeningSocket> listeners = new LinkedHashSet<>();

	private int[] descriptors = new int[64];

	private int[] tokens = new int[this.descriptors.length];

	private Protocol[] protocols = new Protocol[this.descriptors.length];

	private int[] subflows = new int[this.descriptors.length];

	private int[] localPorts = new int[this.descriptors.length];

	private char[] remotePorts = new char[this.descriptors.length];

	private int size;

	@Override
	public void listener(ListeningSocket listener) {
		this.listenerPorts.set(listener.port());
		this.listeners.add(listener);
	}

	@Override
	public void connection(int descriptor, Protocol protocol, int token, int subflows, int localPort, int remotePort) {
		if (this.size == this.descriptors.length) {
			grow(this.size * 2);
		}
		this.descriptors[this.size] = descriptor;
		this.protocols[this.size] = protocol;
		this.tokens[this.size] = token;
		this.subflows[this.size] = subflows;
		this.localPorts[this.size] = localPort;
		this.remotePorts[this.size] = (char) remotePort;
		this.size++;
	}

	private void grow(int capacity) {
		this.descriptors = Arrays.copyOf(this.descriptors, capacity);
		this.protocols = Arrays.copyOf(this.protocols, capacity);
		this.tokens = Arrays.copyOf(this.tokens, capacity);
		this.subflows = Arrays.copyOf(this.subflows, capacity);
		this.localPorts = Arrays.copyOf(this.localPorts, capacity);
		this.remotePorts = Arrays.copyOf(this.remotePorts, capacity);
	}

	BitSet listenerPorts() {
		return this.listenerPorts;
	}

	Set<ListeningSocket> listeners() {
		return this.listeners;
	}

	int size() {
		return this.size;
	}

	int descriptor(int index) {
		return this.descriptors[index];
	}

	Protocol protocol(int index) {
		return this.protocols[index];
	}

	int token(int index) {
		return this.tokens[index];
	}

	int subflows(int index) {
		return this.subflows[index];
	}

	int localPort(int index) {
		return this.localPorts[index];
	}

	int remotePort(int index) {
		return this.remotePorts[index];
	}

}
