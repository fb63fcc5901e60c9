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

package io.github.mptcpspring.internal.diagnosis;

/**
 * The kind of a network device, which decides whether it is a separate path.
 */
public enum DeviceKind {

	/**
	 * A device that reaches other hosts, on a path of its own as far as this host knows.
	 */
	NETWORK,

	/**
	 * A device for containers and virtual machines of this host, for example
	 * {@code docker0} or {@code virbr0}. It reaches no other host.
	 */
	INNER,

	/**
	 * A device with one peer: a modem, or a tunnel, whose packets use another device.
	 */
	POINT_TO_POINT,

	/**
	 * A loopback or dummy device.
	 */
	NOWHERE

}
