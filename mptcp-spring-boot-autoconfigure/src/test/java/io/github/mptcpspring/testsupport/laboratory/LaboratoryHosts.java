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

package io.github.mptcpspring.testsupport.laboratory;

import java.util.ArrayDeque;
import java.util.Deque;

import io.github.mptcpspring.testsupport.network.ClientJvm;
import io.github.mptcpspring.testsupport.network.TwoHosts;

/**
 * Two hosts with a JVM on each. One laboratory uses them after another, because a JVM
 * takes four seconds of CPU to start its first application, and less than one for the
 * next. They end with this JVM at the latest.
 */
final class LaboratoryHosts implements AutoCloseable {

	private static final Deque<LaboratoryHosts> IDLE = new ArrayDeque<>();

	private final TwoHosts hosts;

	private final ClientJvm clients;

	private final ServerJvm server;

	private final boolean reusable;

	private LaboratoryHosts(boolean reusable) {
		this.hosts = new TwoHosts();
		this.clients = new ClientJvm(this.hosts.client(), DownloadingProgram.class);
		this.server = new ServerJvm(this.hosts.server());
		this.reusable = reusable;
	}

	/**
	 * Return hosts that a laboratory may have used before. Its connections have no
	 * influence on the next ones, which are made between other addresses.
	 * @return the hosts
	 */
	static LaboratoryHosts take() {
		synchronized (IDLE) {
			return IDLE.isEmpty() ? new LaboratoryHosts(true) : IDLE.pop();
		}
	}

	/**
	 * Return hosts that are new, for a laboratory that changes what their kernels think
	 * of MPTCP, or in ways that cannot be taken back.
	 * @return the hosts
	 */
	static LaboratoryHosts takeNew() {
		return new LaboratoryHosts(false);
	}

	TwoHosts hosts() {
		return this.hosts;
	}

	ClientJvm clients() {
		return this.clients;
	}

	ServerJvm server() {
		return this.server;
	}

	/**
	 * Leave them to the next laboratory. The server has stopped, if there was one.
	 */
	void giveBack() {
		if (this.reusable) {
			this.hosts.clear();
			synchronized (IDLE) {
				IDLE.push(this);
			}
		}
		else {
			close();
		}
	}

	@Override
	public void close() {
		this.server.close();
		this.clients.close();
		this.hosts.close();
	}

}
